/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.config;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.maildrop.auth.AuthSettings;
import org.maildrop.auth.CleartextPolicy;
import org.maildrop.auth.MechanismName;

/** The element {@code <auth>}: how clients may prove who they are. */
final class AuthElement {
    private AuthElement() {}

    static AuthSettings read(Element auth) {
        auth.knows("cleartext", "mechanisms", "secrets");
        return new AuthSettings(
                auth.value(
                        "cleartext",
                        AuthSettings.DEFAULT.cleartext(),
                        "loopback, always or never",
                        Element.oneOf(List.of(CleartextPolicy.values()))),
                auth.value(
                        "mechanisms",
                        AuthSettings.DEFAULT.mechanisms(),
                        "none, or some of " + known(MechanismName.values()) + " with blanks between them",
                        AuthElement::mechanisms));
    }

    private static Set<MechanismName> mechanisms(String text) {
        return text.equals("none")
                ? Set.of()
                : Arrays.stream(text.split(" ")).map(MechanismName::of).collect(Collectors.toUnmodifiableSet());
    }

    private static String known(MechanismName... mechanisms) {
        return Arrays.stream(mechanisms).map(MechanismName::wire).collect(Collectors.joining(", "));
    }
}
