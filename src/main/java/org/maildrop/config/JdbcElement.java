/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.config;

import java.util.function.Function;
import org.maildrop.jdbc.JdbcSettings;

/** An element {@code <jdbc>}: a database, whatever is kept there. */
final class JdbcElement {
    private JdbcElement() {}

    static JdbcSettings read(Element jdbc) {
        jdbc.knows("url", "user", "password", "connections");
        String user = jdbc.value("user", "", "a name", Function.identity());
        if (user.isEmpty()) {
            jdbc.lacks("password", "there is no <user>");
        }
        String password = jdbc.verbatim("password");
        JdbcSettings settings =
                jdbc.secret("url", url -> new JdbcSettings(url, user, password, JdbcSettings.DEFAULT_POOL_SIZE));
        return jdbc.value(
                "connections",
                settings,
                "a number of connections, at least 1",
                text -> settings.withPoolSize(Integer.parseInt(text)));
    }
}
