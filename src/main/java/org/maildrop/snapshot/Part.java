/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

/** What of a message is read. */
public enum Part {
    /** The header and the blank line behind it; of a message without a blank line, all. */
    HEADER,
    WHOLE
}
