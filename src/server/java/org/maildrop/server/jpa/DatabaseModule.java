/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.server.jpa;

import static java.util.stream.Collectors.joining;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.io.FileNotFoundException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.persistence.EntityManagerFactory;
import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.domainlist.jpa.model.JPADomain;
import org.apache.james.mailbox.jpa.mail.model.JPAMailbox;
import org.apache.james.mailbox.jpa.mail.model.JPAMailboxAnnotation;
import org.apache.james.mailbox.jpa.mail.model.JPAMailboxAnnotationId;
import org.apache.james.mailbox.jpa.mail.model.JPAProperty;
import org.apache.james.mailbox.jpa.mail.model.JPAUserFlag;
import org.apache.james.mailbox.jpa.mail.model.openjpa.AbstractJPAMailboxMessage;
import org.apache.james.mailbox.jpa.mail.model.openjpa.JPAMailboxMessage;
import org.apache.james.mailbox.jpa.quota.model.JpaCurrentQuota;
import org.apache.james.mailbox.jpa.quota.model.MaxDomainMessageCount;
import org.apache.james.mailbox.jpa.quota.model.MaxDomainStorage;
import org.apache.james.mailbox.jpa.quota.model.MaxGlobalMessageCount;
import org.apache.james.mailbox.jpa.quota.model.MaxGlobalStorage;
import org.apache.james.mailbox.jpa.quota.model.MaxUserMessageCount;
import org.apache.james.mailbox.jpa.quota.model.MaxUserStorage;
import org.apache.james.mailbox.jpa.user.model.JPASubscription;
import org.apache.james.mailrepository.jpa.model.JPAUrl;
import org.apache.james.rrt.jpa.model.JPARecipientRewrite;
import org.apache.james.sieve.jpa.model.JPASieveQuota;
import org.apache.james.sieve.jpa.model.JPASieveScript;
import org.apache.james.user.jpa.model.JPAUser;
import org.apache.james.utils.PropertiesProvider;
import org.apache.openjpa.persistence.OpenJPAPersistence;

/**
 * The database that {@code james-database.properties} names. Its keys are James's own: {@code database.*} for the
 * connection, anything that begins with {@code openjpa.} goes to OpenJPA as it is. Tables are created when missing.
 */
final class DatabaseModule extends AbstractModule {
    private static final List<Class<?>> ENTITIES = List.of(
            AbstractJPAMailboxMessage.class,
            JPADomain.class,
            JPAMailbox.class,
            JPAMailboxAnnotation.class,
            JPAMailboxAnnotationId.class,
            JPAMailboxMessage.class,
            JPAProperty.class,
            JPARecipientRewrite.class,
            JPASieveQuota.class,
            JPASieveScript.class,
            JPASubscription.class,
            JPAUrl.class,
            JPAUser.class,
            JPAUserFlag.class,
            JpaCurrentQuota.class,
            MaxDomainMessageCount.class,
            MaxDomainStorage.class,
            MaxGlobalMessageCount.class,
            MaxGlobalStorage.class,
            MaxUserMessageCount.class,
            MaxUserStorage.class);

    private static final Map<String, String> BEHAVIOUR = Map.of(
            "openjpa.Log", "slf4j",
            "openjpa.Multithreaded", "true",
            "openjpa.jdbc.MappingDefaults", "ForeignKeyDeleteAction=cascade, JoinForeignKeyDeleteAction=cascade",
            "openjpa.jdbc.QuerySQLCache", "false",
            "openjpa.jdbc.SchemaFactory", "native(ForeignKeys=true)",
            "openjpa.jdbc.SynchronizeMappings", "buildSchema(ForeignKeys=true)");

    @Provides
    @Singleton
    EntityManagerFactory entityManagers(PropertiesProvider files) throws FileNotFoundException, ConfigurationException {
        Configuration database = files.getConfiguration("james-database");
        Map<String, Object> properties = new HashMap<>();
        properties.put("openjpa.ConnectionDriverName", database.getString("database.driverClassName"));
        properties.put("openjpa.ConnectionURL", database.getString("database.url"));
        // Or in the URL.
        if (database.containsKey("database.username")) {
            properties.put("openjpa.ConnectionUserName", database.getString("database.username"));
            properties.put("openjpa.ConnectionPassword", database.getString("database.password"));
        }
        properties.put("openjpa.MetaDataFactory", "jpa(Types=" + entityNames() + ")");
        properties.putAll(BEHAVIOUR);
        database.getKeys("openjpa").forEachRemaining(key -> properties.put(key, database.getString(key)));
        return OpenJPAPersistence.getEntityManagerFactory(properties);
    }

    private static String entityNames() {
        return ENTITIES.stream().map(Class::getName).collect(joining(";"));
    }
}
