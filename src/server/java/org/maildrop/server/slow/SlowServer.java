/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.server.slow;

import com.google.inject.Module;
import org.apache.james.ExtraProperties;
import org.apache.james.GuiceJamesServer;
import org.apache.james.JamesServerMain;
import org.apache.james.modules.RunArgumentsModule;
import org.apache.james.modules.server.JMXServerModule;

/**
 * Starts James's memory application as its own main class does, but for the mailboxes, in the folder that the system
 * property {@code working.directory} names. It is called by reflection: the application is on no class path of the build,
 * as it would hide what other servers lack.
 */
public final class SlowServer {
    private SlowServer() {}

    public static void main(String[] args) throws Exception {
        ExtraProperties.initialize();
        JamesServerMain.main(memoryApplication()
                .combineWith(fakeSearch(), new JMXServerModule())
                .overrideWith(new RunArgumentsModule(args), new SlowMailboxesModule(Gate.registered())));
    }

    private static GuiceJamesServer memoryApplication() throws ReflectiveOperationException {
        Object builder = Class.forName("org.apache.james.MemoryJamesConfiguration")
                .getMethod("builder")
                .invoke(null);
        builder.getClass().getMethod("useWorkingDirectoryEnvProperty").invoke(builder);
        Object configuration = builder.getClass().getMethod("build").invoke(builder);
        return (GuiceJamesServer) Class.forName("org.apache.james.MemoryJamesServerMain")
                .getMethod("createServer", configuration.getClass())
                .invoke(null, configuration);
    }

    private static Module fakeSearch() throws ReflectiveOperationException {
        return (Module) Class.forName("org.apache.james.FakeSearchMailboxModule")
                .getConstructor()
                .newInstance();
    }
}
