/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.server.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.configuration2.BaseHierarchicalConfiguration;
import org.apache.james.core.Username;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.memory.MemoryUsersRepository;
import org.junit.jupiter.api.RepeatedTest;

class UsersModuleTest {
    private static final int THREADS = 4;
    private static final int USERS = 400;

    private final UsersRepository users =
            Guice.createInjector(new James(), new UsersModule()).getInstance(UsersRepository.class);

    private static final class James extends AbstractModule {
        @Provides
        @Singleton
        MemoryUsersRepository users() throws Exception {
            MemoryUsersRepository users = MemoryUsersRepository.withoutVirtualHosting(null);
            BaseHierarchicalConfiguration cheap = new BaseHierarchicalConfiguration();
            cheap.addProperty("enableVirtualHosting", false);
            cheap.addProperty("algorithm", "PBKDF2-SHA512-1-512");
            users.configure(cheap);
            return users;
        }
    }

    @RepeatedTest(20)
    void usersThatAreAddedAtOnceAreThereAtOnceAndStay() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Callable<List<Username>>> work = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int own = thread;
            work.add(() -> {
                List<Username> added = new ArrayList<>();
                for (int user = 0; user < USERS; user++) {
                    Username name = Username.of("bob-" + own + "-" + user);
                    users.addUser(name, "secret");
                    assertThat(users.contains(name)).isTrue();
                    added.add(name);
                }
                return added;
            });
        }

        for (Future<List<Username>> added : threads.invokeAll(work)) {
            for (Username name : added.get()) {
                assertThat(users.contains(name)).as(name.asString()).isTrue();
            }
        }
        threads.shutdown();
    }
}
