/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.server.cassandra;

import com.google.inject.Binder;
import com.google.inject.multibindings.Multibinder;
import java.util.List;
import org.apache.james.backends.cassandra.components.CassandraModule;

/** The set of all tables and types, which each module adds its own to. */
final class Tables {
    private Tables() {}

    static void add(Binder binder, CassandraModule... tables) {
        Multibinder<CassandraModule> all = Multibinder.newSetBinder(binder, CassandraModule.class);
        List.of(tables).forEach(table -> all.addBinding().toInstance(table));
    }
}
