/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.bench.load;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a reply has to be.
 *
 * @param to the command, for whoever reads that it was wrong
 * @param status what the first line begins with
 * @param body whether there is a body, and which ones are right
 */
public record Expected(String to, String status, Optional<Predicate<Body>> body) {
    private static final String OK = "+OK";

    /** One line, which says that all is well. */
    public static Expected line(String to) {
        return line(to, OK);
    }

    /** One line, which begins so. */
    public static Expected line(String to, String status) {
        return new Expected(to, status, Optional.empty());
    }

    /** Lines up to a lone dot. */
    public static Expected body(String to, Predicate<Body> right) {
        return new Expected(to, OK, Optional.of(right));
    }

    void check(String line) {
        if (!line.startsWith(status)) {
            throw new WrongReplyException(to + ": " + line + " instead of " + status);
        }
    }

    void check(Body received) {
        if (!body.orElseThrow().test(received)) {
            throw new WrongReplyException(to + ": wrong body " + received);
        }
    }
}
