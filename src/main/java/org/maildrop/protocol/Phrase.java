/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import java.util.List;

/**
 * Something to say, in no language yet.
 *
 * @param arguments numbers, keywords and other phrases; no text of a client and none of an exception
 */
record Phrase(Wording wording, List<Object> arguments) {
    Phrase {
        arguments = List.copyOf(arguments);
    }

    Phrase(Wording wording, Object... arguments) {
        this(wording, List.of(arguments));
    }

    /** Numbers are written with their digits and nothing between them, in every language. */
    String in(Language language) {
        String text = language.words(wording);
        for (int i = 0; i < arguments.size(); i++) {
            Object argument = arguments.get(i);
            text = text.replace(
                    "{" + i + "}", argument instanceof Phrase phrase ? phrase.in(language) : argument.toString());
        }
        return text;
    }
}
