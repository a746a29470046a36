/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MessageManager;

/**
 * James's mailboxes with some of their calls done otherwise. Proxies, because James 3.9's interfaces have methods that
 * those of 3.8 have not.
 */
final class FaultyMailboxes {
    private final MailboxManager real;
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();

    /** What happens in place of a call; {@code real} does what would have happened. */
    interface Fault {
        Object call(Object[] arguments, Real real) throws Throwable;
    }

    /** The call as it would have been. */
    interface Real {
        Object call(Object... arguments) throws Throwable;
    }

    FaultyMailboxes(MailboxManager real) {
        this.real = real;
    }

    /** From now on a method of the mailboxes, or of a mailbox of theirs, does this. */
    FaultyMailboxes on(String method, Fault fault) {
        faults.put(method, fault);
        return this;
    }

    FaultyMailboxes failing(String method, Throwable failure) {
        return on(method, (arguments, call) -> {
            throw failure;
        });
    }

    MailboxManager manager() {
        return proxy(MailboxManager.class, real);
    }

    /** Requests begun and not ended. */
    int openRequests() {
        return requests.get();
    }

    private <T> T proxy(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            Real call = arguments -> invoke(target, method, arguments);
            Fault fault = faults.get(method.getName());
            if (method.getName().equals("endProcessingRequest")) {
                requests.decrementAndGet();
            }
            Object answer = fault == null ? call.call(given) : fault.call(given, call);
            if (method.getName().equals("startProcessingRequest")) {
                requests.incrementAndGet();
            }
            return answer instanceof MessageManager mailbox ? proxy(MessageManager.class, mailbox) : answer;
        }));
    }

    /** An interface's method done otherwise, the rest as it is. */
    static <T> T otherwise(Class<T> type, T target, String name, Fault fault) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            Real call = arguments -> invoke(target, method, arguments);
            return method.getName().equals(name) ? fault.call(given, call) : call.call(given);
        }));
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
