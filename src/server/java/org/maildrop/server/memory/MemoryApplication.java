/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.server.memory;

import com.google.inject.Module;
import org.apache.james.ExtraProperties;
import org.apache.james.GuiceJamesServer;
import org.apache.james.JamesServerMain;
import org.apache.james.modules.RunArgumentsModule;
import org.apache.james.modules.server.JMXServerModule;

/**
 * James's memory application, composed as its own main class does it, in the folder that the system property {@code
 * working.directory} names. It is called by reflection: the application is on no class path of the build, as it would hide
 * what other servers lack.
 */
public final class MemoryApplication {
    private MemoryApplication() {}

    /** Starts it with users that can be added at any moment, and with what else is to differ. */
    public static void start(String[] args, Module... overrides) throws Exception {
        ExtraProperties.initialize();
        JamesServerMain.main(search(application())
                .combineWith(new JMXServerModule())
                .overrideWith(new RunArgumentsModule(args), new UsersModule())
                .overrideWith(overrides));
    }

    private static GuiceJamesServer application() throws ReflectiveOperationException {
        Object builder = Class.forName("org.apache.james.MemoryJamesConfiguration")
                .getMethod("builder")
                .invoke(null);
        builder.getClass().getMethod("useWorkingDirectoryEnvProperty").invoke(builder);
        Object configuration = builder.getClass().getMethod("build").invoke(builder);
        return (GuiceJamesServer) Class.forName("org.apache.james.MemoryJamesServerMain")
                .getMethod("createServer", configuration.getClass())
                .invoke(null, configuration);
    }

    /** Where the application has no index of its own, as 3.9's has, its main class gives it one that finds nothing. */
    private static GuiceJamesServer search(GuiceJamesServer application) throws ReflectiveOperationException {
        return hasIndex()
                ? application
                : application.combineWith((Module) Class.forName("org.apache.james.FakeSearchMailboxModule")
                        .getConstructor()
                        .newInstance());
    }

    private static boolean hasIndex() {
        return MemoryApplication.class.getResource("/org/apache/james/modules/mailbox/LuceneSearchMailboxModule.class")
                != null;
    }
}
