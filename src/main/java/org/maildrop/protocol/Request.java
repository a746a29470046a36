/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

/** One line of the client, taken apart. */
public sealed interface Request {
    /** A keyword that we know, and what follows it. */
    record Command(Keyword keyword, Argument argument) implements Request {}

    /** No keyword of ours: not one at all, or preceded by a blank, or followed by something other than SPACE. */
    record Unknown() implements Request {}

    /** What follows a challenge of AUTH, whatever it looks like. */
    record Response(Argument text) implements Request {}

    /** More octets than a line may have. */
    record TooLong() implements Request {}
}
