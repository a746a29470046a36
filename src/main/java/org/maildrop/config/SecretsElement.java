/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.config;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.maildrop.auth.file.Place;

/** The element {@code <secrets>}: where shared secrets are. */
final class SecretsElement {
    private static final String PLACE = "a file as James writes it, file://conf/… or file:///…";

    private SecretsElement() {}

    /**
     * Without a store such ways of logging in would let nobody in, and clients would prefer them.
     *
     * @param needed what is switched on that needs secrets
     */
    static SecretsSettings read(Element secrets, List<String> needed) {
        secrets.knows("store", "file", "keys", "jdbc");
        Map<String, Supplier<SecretStoreChoice>> choices = Map.of(
                "none",
                SecretStoreChoice.None::new,
                "file",
                () -> new SecretStoreChoice.File(secrets.value("file", Place.SECRETS, PLACE, Place::new)),
                "jdbc",
                () -> new SecretStoreChoice.Jdbc(JdbcElement.read(secrets.child("jdbc"))));
        List<String> names = List.of("none", "file", "jdbc");
        String name = secrets.value("store", "file", "none, file or jdbc", Element.oneOf(names));
        for (String other : List.of("file", "jdbc")) {
            if (!other.equals(name)) {
                secrets.lacks(other, "<store> is " + name);
            }
        }
        if (name.equals("none")) {
            if (!needed.isEmpty()) {
                throw secrets.contradiction(
                        "store",
                        "it is none, but " + String.join(", ", needed) + " in <auth> "
                                + (needed.size() == 1 ? "needs" : "need") + " shared secrets");
            }
            secrets.lacks("keys", "<store> is none");
        }
        return new SecretsSettings(
                Objects.requireNonNull(choices.get(name)).get(),
                secrets.value("keys", SecretsSettings.DEFAULT.keys(), PLACE, Place::new));
    }
}
