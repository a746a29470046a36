/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.server.cassandra;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import org.apache.james.sieve.cassandra.CassandraSieveRepository;
import org.apache.james.sieve.cassandra.CassandraSieveRepositoryModule;
import org.apache.james.sieverepository.api.SieveQuotaRepository;
import org.apache.james.sieverepository.api.SieveRepository;

/** Sieve scripts in Cassandra; James's delivery asks for them even where nobody has one. */
final class SieveModule extends AbstractModule {
    @Override
    protected void configure() {
        bind(CassandraSieveRepository.class).in(Scopes.SINGLETON);
        bind(SieveQuotaRepository.class).to(CassandraSieveRepository.class);
        bind(SieveRepository.class).to(CassandraSieveRepository.class);
        Tables.add(binder(), CassandraSieveRepositoryModule.MODULE);
    }
}
