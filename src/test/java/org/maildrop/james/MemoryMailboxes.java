/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.james.core.Username;
import org.apache.james.events.EventBus;
import org.apache.james.events.EventDeadLetters;
import org.apache.james.events.InVMEventBus;
import org.apache.james.events.MemoryEventDeadLetters;
import org.apache.james.events.RetryBackoffConfiguration;
import org.apache.james.events.delivery.EventDelivery;
import org.apache.james.events.delivery.InVmEventDelivery;
import org.apache.james.mailbox.AttachmentContentLoader;
import org.apache.james.mailbox.Authenticator;
import org.apache.james.mailbox.Authorizator;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxPathLocker;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager.AppendCommand;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.SessionProvider;
import org.apache.james.mailbox.acl.MailboxACLResolver;
import org.apache.james.mailbox.acl.UnionMailboxACLResolver;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.extension.PreDeletionHook;
import org.apache.james.mailbox.extractor.TextExtractor;
import org.apache.james.mailbox.inmemory.InMemoryMailboxManager;
import org.apache.james.mailbox.inmemory.InMemoryMailboxSessionMapperFactory;
import org.apache.james.mailbox.inmemory.InMemoryMessageId;
import org.apache.james.mailbox.inmemory.quota.InMemoryCurrentQuotaManager;
import org.apache.james.mailbox.inmemory.quota.InMemoryPerUserMaxQuotaManager;
import org.apache.james.mailbox.model.FetchGroup;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.model.MessageRange;
import org.apache.james.mailbox.model.MessageResult;
import org.apache.james.mailbox.quota.CurrentQuotaManager;
import org.apache.james.mailbox.quota.MaxQuotaManager;
import org.apache.james.mailbox.quota.QuotaManager;
import org.apache.james.mailbox.quota.QuotaRootResolver;
import org.apache.james.mailbox.store.JVMMailboxPathLocker;
import org.apache.james.mailbox.store.MailboxSessionMapperFactory;
import org.apache.james.mailbox.store.PreDeletionHooks;
import org.apache.james.mailbox.store.SessionProviderImpl;
import org.apache.james.mailbox.store.extractor.DefaultTextExtractor;
import org.apache.james.mailbox.store.mail.MailboxMapperFactory;
import org.apache.james.mailbox.store.mail.MessageMapperFactory;
import org.apache.james.mailbox.store.mail.NaiveThreadIdGuessingAlgorithm;
import org.apache.james.mailbox.store.mail.ThreadIdGuessingAlgorithm;
import org.apache.james.mailbox.store.quota.DefaultUserQuotaRootResolver;
import org.apache.james.mailbox.store.quota.StoreQuotaManager;
import org.apache.james.mailbox.store.search.MessageSearchIndex;
import org.apache.james.mailbox.store.search.SimpleMessageSearchIndex;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.metrics.dropwizard.DropWizardMetricFactory;

/** James's mailboxes in the memory of a test, with nothing of James around them. The password of bob is "secret". */
final class MemoryMailboxes {
    private final MailboxManager mailboxes =
            Guice.createInjector(new Composition()).getInstance(InMemoryMailboxManager.class);
    private final String folder;

    MemoryMailboxes() {
        this("INBOX");
    }

    /** Mail arrives in that folder of each user. */
    MemoryMailboxes(String folder) {
        this.folder = folder;
    }

    /** The messages of a user's folder, as texts, in the order of their uids. */
    List<String> texts(String user, String name) {
        MailboxSession session = mailboxes.createSystemSession(Username.of(user));
        List<String> texts = new ArrayList<>();
        try {
            Iterator<MessageResult> messages = mailboxes
                    .getMailbox(MailboxPath.forUser(Username.of(user), name), session)
                    .getMessages(MessageRange.all(), FetchGroup.FULL_CONTENT, session);
            while (messages.hasNext()) {
                byte[] octets =
                        messages.next().getFullContent().getInputStream().readAllBytes();
                texts.add(new String(octets, StandardCharsets.ISO_8859_1));
            }
        } catch (MailboxException | IOException e) {
            throw new IllegalStateException(e);
        }
        return texts;
    }

    MailboxManager manager() {
        return mailboxes;
    }

    long append(String user, byte[] message) {
        return append(user, message, AppendCommand.builder());
    }

    /** A message that was received then. */
    long append(String user, byte[] message, Instant received) {
        return append(user, message, AppendCommand.builder().withInternalDate(Date.from(received)));
    }

    private long append(String user, byte[] message, AppendCommand.Builder command) {
        return inInbox(user, (path, session) -> {
            if (!mailboxes.list(session).contains(path)) {
                mailboxes.createMailbox(path, session);
            }
            return mailboxes
                    .getMailbox(path, session)
                    .appendMessage(command.build(message), session)
                    .getId()
                    .getUid()
                    .asLong();
        });
    }

    /** The uids of the messages that are marked as seen. */
    Set<Long> seen(String user) {
        return inInbox(user, (path, session) -> {
            Set<Long> seen = new HashSet<>();
            mailboxes
                    .getMailbox(path, session)
                    .getMessages(MessageRange.all(), FetchGroup.MINIMAL, session)
                    .forEachRemaining(message -> {
                        if (message.getFlags().contains(javax.mail.Flags.Flag.SEEN)) {
                            seen.add(message.getUid().asLong());
                        }
                    });
            return seen;
        });
    }

    void expunge(String user, long uid) {
        inInbox(user, (path, session) -> {
            mailboxes.getMailbox(path, session).delete(List.of(MessageUid.of(uid)), session);
            return uid;
        });
    }

    void deleteInbox(String user) {
        inInbox(user, (path, session) -> {
            mailboxes.deleteMailbox(path, session);
            return path;
        });
    }

    private interface Task<T> {
        T run(MailboxPath inbox, MailboxSession session) throws MailboxException;
    }

    private <T> T inInbox(String user, Task<T> task) {
        MailboxSession session = mailboxes.createSystemSession(Username.of(user));
        try {
            return task.run(MailboxPath.forUser(session.getUser(), folder), session);
        } catch (MailboxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Composition extends AbstractModule {
        @Override
        protected void configure() {
            bind(Clock.class).toInstance(Clock.systemUTC());
            bind(MetricFactory.class).to(DropWizardMetricFactory.class);
            bind(InMemoryMailboxSessionMapperFactory.class).in(Scopes.SINGLETON);
            bind(MailboxSessionMapperFactory.class).to(InMemoryMailboxSessionMapperFactory.class);
            bind(MessageMapperFactory.class).to(InMemoryMailboxSessionMapperFactory.class);
            bind(MailboxMapperFactory.class).to(InMemoryMailboxSessionMapperFactory.class);
            bind(SessionProvider.class).to(SessionProviderImpl.class);
            bind(Authenticator.class)
                    .toInstance((user, password) ->
                            user.asString().equals("bob") && password.toString().equals("secret"));
            bind(Authorizator.class).toInstance((user, other) -> Authorizator.AuthorizationState.FORBIDDEN);
            bind(MailboxPathLocker.class).to(JVMMailboxPathLocker.class).in(Scopes.SINGLETON);
            bind(MailboxACLResolver.class).to(UnionMailboxACLResolver.class);
            bind(MessageId.Factory.class).to(InMemoryMessageId.Factory.class).in(Scopes.SINGLETON);
            bind(EventDelivery.class).to(InVmEventDelivery.class);
            bind(EventDeadLetters.class).to(MemoryEventDeadLetters.class);
            bind(RetryBackoffConfiguration.class).toInstance(RetryBackoffConfiguration.DEFAULT);
            bind(EventBus.class).to(InVMEventBus.class).in(Scopes.SINGLETON);
            bind(MaxQuotaManager.class).to(InMemoryPerUserMaxQuotaManager.class).in(Scopes.SINGLETON);
            bind(CurrentQuotaManager.class)
                    .to(InMemoryCurrentQuotaManager.class)
                    .in(Scopes.SINGLETON);
            bind(QuotaManager.class).to(StoreQuotaManager.class);
            bind(QuotaRootResolver.class).to(DefaultUserQuotaRootResolver.class);
            bind(TextExtractor.class).to(DefaultTextExtractor.class);
            bind(MessageSearchIndex.class).to(SimpleMessageSearchIndex.class);
            bind(ThreadIdGuessingAlgorithm.class).to(NaiveThreadIdGuessingAlgorithm.class);
        }

        /** Only searches ask for attachments, and nothing here searches. */
        @Provides
        AttachmentContentLoader attachments() {
            return (attachment, session) -> {
                throw new UnsupportedOperationException();
            };
        }

        @Provides
        @Singleton
        PreDeletionHooks hooks(MetricFactory metrics) {
            return new PreDeletionHooks(Set.<PreDeletionHook>of(), metrics);
        }
    }
}
