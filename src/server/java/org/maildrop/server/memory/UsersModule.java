/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.server.memory;

import com.google.inject.AbstractModule;
import com.google.inject.Injector;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.lang.reflect.Field;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.james.user.api.UsersRepository;

/**
 * Users that can be added at any moment. The application keeps them in a HashMap that no lock guards: of users that are
 * added at once some are lost, and while it grows none can be found.
 */
final class UsersModule extends AbstractModule {
    @Provides
    @Singleton
    UsersRepository users(Injector injector) throws ReflectiveOperationException {
        Object users = injector.getInstance(Class.forName("org.apache.james.user.memory.MemoryUsersRepository"));
        Object accounts = field(users.getClass().getSuperclass(), "usersDAO").get(users);
        field(accounts.getClass(), "userByName").set(accounts, new ConcurrentHashMap<>());
        return (UsersRepository) users;
    }

    private static Field field(Class<?> type, String name) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
