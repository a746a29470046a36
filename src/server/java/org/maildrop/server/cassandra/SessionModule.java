/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.server.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import java.io.FileNotFoundException;
import java.util.Set;
import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.backends.cassandra.components.CassandraModule;
import org.apache.james.backends.cassandra.init.CassandraZonedDateTimeModule;
import org.apache.james.backends.cassandra.init.ResilientClusterProvider;
import org.apache.james.backends.cassandra.init.SessionWithInitializedTablesFactory;
import org.apache.james.backends.cassandra.init.configuration.CassandraConfiguration;
import org.apache.james.backends.cassandra.init.configuration.ClusterConfiguration;
import org.apache.james.backends.cassandra.init.configuration.KeyspaceConfiguration;
import org.apache.james.backends.cassandra.utils.CassandraHealthCheck;
import org.apache.james.backends.cassandra.versions.CassandraSchemaVersionDAO;
import org.apache.james.backends.cassandra.versions.CassandraSchemaVersionManager;
import org.apache.james.backends.cassandra.versions.CassandraSchemaVersionModule;
import org.apache.james.core.healthcheck.HealthCheck;
import org.apache.james.utils.PropertiesProvider;

/**
 * The cluster that {@code cassandra.properties} names, by James's own keys, and the one session that all share, an
 * extension too. Keyspace and tables are created when missing.
 */
final class SessionModule extends AbstractModule {
    @Override
    protected void configure() {
        bind(CassandraSchemaVersionDAO.class).in(Scopes.SINGLETON);
        bind(CassandraSchemaVersionManager.class).in(Scopes.SINGLETON);
        Tables.add(binder(), CassandraZonedDateTimeModule.MODULE, CassandraSchemaVersionModule.MODULE);
        Multibinder.newSetBinder(binder(), HealthCheck.class).addBinding().to(CassandraHealthCheck.class);
    }

    /** Closed by its provider, which James's life cycle knows. */
    @Provides
    @Singleton
    CqlSession session(ResilientClusterProvider cluster, Set<CassandraModule> tables) {
        return new SessionWithInitializedTablesFactory(cluster.get(), CassandraModule.aggregateModules(tables)).get();
    }

    @Provides
    @Singleton
    Configuration settings(PropertiesProvider files) throws FileNotFoundException, ConfigurationException {
        return files.getConfiguration("cassandra");
    }

    @Provides
    @Singleton
    ClusterConfiguration cluster(Configuration settings) {
        return ClusterConfiguration.from(settings);
    }

    @Provides
    @Singleton
    CassandraConfiguration behaviour(Configuration settings) {
        return CassandraConfiguration.from(settings);
    }

    @Provides
    @Singleton
    KeyspaceConfiguration keyspace(Configuration settings) {
        return KeyspaceConfiguration.builder()
                .keyspace(settings.getString("cassandra.keyspace", "apache_james"))
                .replicationFactor(settings.getInt("cassandra.replication.factor", 1))
                .durableWrites(true);
    }
}
