/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.server.parts;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import org.apache.commons.configuration2.BaseHierarchicalConfiguration;
import org.apache.james.ExtraProperties;
import org.apache.james.GuiceJamesServer;
import org.apache.james.JamesServerMain;
import org.apache.james.NaiveDelegationStoreModule;
import org.apache.james.modules.MailboxModule;
import org.apache.james.modules.MailetProcessingModule;
import org.apache.james.modules.RunArgumentsModule;
import org.apache.james.modules.mailbox.DefaultEventModule;
import org.apache.james.modules.mailbox.MemoryDeadLetterModule;
import org.apache.james.modules.protocols.IMAPServerModule;
import org.apache.james.modules.protocols.POP3ServerModule;
import org.apache.james.modules.protocols.ProtocolHandlerModule;
import org.apache.james.modules.protocols.SMTPServerModule;
import org.apache.james.modules.queue.memory.MemoryMailQueueModule;
import org.apache.james.modules.server.DataRoutesModules;
import org.apache.james.modules.server.JMXServerModule;
import org.apache.james.modules.server.MailQueueRoutesModule;
import org.apache.james.modules.server.MailRepositoriesRoutesModule;
import org.apache.james.modules.server.MailboxRoutesModule;
import org.apache.james.modules.server.MailetContainerModule.DefaultProcessorsConfigurationSupplier;
import org.apache.james.modules.server.NoJwtModule;
import org.apache.james.modules.server.RawPostDequeueDecoratorModule;
import org.apache.james.modules.server.SieveRoutesModule;
import org.apache.james.modules.server.TaskManagerModule;
import org.apache.james.modules.server.WebAdminServerModule;
import org.apache.james.server.core.configuration.Configuration;

/** A James of its published parts, over a storage that is ours to choose. */
public final class Composition {
    private static final Module PROTOCOLS = Modules.combine(
            new IMAPServerModule(), new POP3ServerModule(), new ProtocolHandlerModule(), new SMTPServerModule());

    private static final Module WEBADMIN = Modules.combine(
            new WebAdminServerModule(),
            new NoJwtModule(),
            new DataRoutesModules(),
            new MailboxRoutesModule(),
            new MailQueueRoutesModule(),
            new MailRepositoriesRoutesModule(),
            new SieveRoutesModule());

    private static final Module STORE = Modules.combine(
            new AccountsModule(),
            new MailboxesModule(),
            new QuotaModule(),
            new SearchModule(),
            new MailboxModule(),
            new NaiveDelegationStoreModule());

    // What is lost with the process: events under way, and mail accepted but not yet delivered.
    private static final Module TRANSIENT = Modules.combine(
            new DefaultEventModule(),
            new MemoryDeadLetterModule(),
            new MemoryMailQueueModule(),
            new RawPostDequeueDecoratorModule(),
            new TaskManagerModule());

    // The processors always come from mailetcontainer.xml; there is no default to fall back to.
    private static final Module MAILETS = Modules.combine(
            new MailetProcessingModule(), binder -> binder.bind(DefaultProcessorsConfigurationSupplier.class)
                    .toInstance(BaseHierarchicalConfiguration::new));

    private Composition() {}

    /**
     * Starts it in the folder that the system property {@code working.directory} names.
     *
     * @param storage where users, mailboxes, messages, quotas and Sieve scripts are
     */
    public static void start(Module storage, String... arguments) throws Exception {
        ExtraProperties.initialize();
        Configuration configuration =
                Configuration.builder().useWorkingDirectoryEnvProperty().build();
        JamesServerMain.main(GuiceJamesServer.forConfiguration(configuration)
                .combineWith(PROTOCOLS, WEBADMIN, STORE, storage, TRANSIENT, MAILETS, new JMXServerModule())
                .overrideWith(new RunArgumentsModule(arguments)));
    }
}
