/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.config;

import java.util.function.Function;
import org.maildrop.auth.file.Place;
import org.maildrop.jdbc.JdbcSettings;

/** Where shared secrets are kept: one store a deployment. */
public sealed interface SecretStoreChoice {
    /** Nowhere. */
    record None() implements SecretStoreChoice {
        @Override
        public <T> T fold(Function<None, T> none, Function<File, T> file, Function<Jdbc, T> jdbc) {
            return none.apply(this);
        }
    }

    /** In a file of this server, the only one. */
    record File(Place place) implements SecretStoreChoice {
        @Override
        public <T> T fold(Function<None, T> none, Function<File, T> file, Function<Jdbc, T> jdbc) {
            return file.apply(this);
        }
    }

    /** In a database that all servers share. */
    record Jdbc(JdbcSettings settings) implements SecretStoreChoice {
        @Override
        public <T> T fold(Function<None, T> none, Function<File, T> file, Function<Jdbc, T> jdbc) {
            return jdbc.apply(this);
        }
    }

    /** Applies the function of the case at hand: the exhaustive switch that Java 17 lacks for types. */
    <T> T fold(Function<None, T> none, Function<File, T> file, Function<Jdbc, T> jdbc);
}
