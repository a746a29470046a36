/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.jdbc;

import java.sql.SQLException;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * What a database is used for.
 *
 * @param what    in words, as in "the lock store at jdbc:…": for messages
 * @param pool    its pool's name
 * @param table   what is kept there
 * @param trouble makes the unchecked exception of those who use it
 * @param away    is told once, with the database's URL, when the database is not there at the start
 */
public record Purpose(
        String what,
        String pool,
        Table table,
        BiFunction<String, Throwable, RuntimeException> trouble,
        BiConsumer<String, SQLException> away) {}
