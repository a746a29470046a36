/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.maildrop.server.Flavour;
import org.maildrop.server.Ports;
import org.maildrop.testing.Engines;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.JamesProcess.Launch;
import org.maildrop.testing.TestDatabase;

/**
 * What docker/compose.cluster.yaml starts, from the same files and without Docker: two James on one PostgreSQL, and HAProxy
 * before them. What differs: addresses, James's flavour, and the lock's term, which is short here.
 */
final class ProxiedCluster implements AutoCloseable {
    static final int TERM_SECONDS = 10;

    private static final Path CONF = Path.of("docker/cluster/conf");

    private final String database = "mt_" + UUID.randomUUID().toString().substring(0, 8);
    private final String engine = Engines.postgres();
    private final int pop3 = Ports.oneFree();
    private final int pop3s = Ports.oneFree();
    private final int imap = Ports.oneFree();
    private final int smtp = Ports.oneFree();
    private final int metrics = Ports.oneFree();
    private JamesProcess one;
    private JamesProcess two;
    private Daemon proxy;

    ProxiedCluster() {
        TestDatabase.run(engine, "CREATE DATABASE " + database);
        try {
            // One after the other: the first makes the tables.
            one = launch().start();
            two = launch().start();
            proxy = proxy();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private Launch launch() {
        String mailboxes = engine.replaceFirst("/\\w+([?]|$)", "/" + database + "$1");
        String settings = text("maildrop.xml")
                .replaceFirst("<url>.*</url>", "<url>" + mailboxes.replace("&", "&amp;") + "</url>")
                .replaceFirst("<user>james</user>\\s+<password>secret1</password>", "")
                .replaceFirst("<term>60s</term>", "<term>" + TERM_SECONDS + "s</term>");
        assertThat(settings).contains(database, "<term>10s</term>").doesNotContain("<user>");
        Launch launch = new Launch(Flavour.JPA).onPostgres(mailboxes).with("maildrop.xml", settings);
        for (String file : List.of("pop3server.xml", "imapserver.xml", "smtpserver.xml")) {
            launch.with(file, text(file));
        }
        return launch.with("webadmin.properties", text("webadmin.properties").replace("0.0.0.0", "127.0.0.1"));
    }

    private static String text(String file) {
        try {
            return Files.readString(CONF.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Daemon proxy() {
        Map<String, String> addresses = new HashMap<>(Map.of(
                "POP3", local(pop3),
                "POP3S", local(pop3s),
                "IMAP", local(imap),
                "SMTP", local(smtp),
                "METRICS", local(metrics)));
        addresses.putAll(addresses("ONE", one));
        addresses.putAll(addresses("TWO", two));
        return Daemon.start(
                pop3, addresses, List.of(Tool.required("haproxy").path(), "-db", "-f", "docker/haproxy/haproxy.cfg"));
    }

    private static Map<String, String> addresses(String name, JamesProcess node) {
        return Map.of(
                name + "_POP3", local(node.pop3Port()),
                name + "_POP3S", local(node.pop3sPort()),
                name + "_IMAP", local(node.imapPort()),
                name + "_SMTP", local(node.smtpPort()),
                name + "_WEBADMIN", local(node.webadminPort()));
    }

    private static String local(int port) {
        return "127.0.0.1:" + port;
    }

    /** Whatever the test before has killed. */
    void revive() {
        if (!one.isAlive() || !two.isAlive()) {
            one = one.isAlive() ? one : launch().inHomeOf(one).start();
            two = two.isAlive() ? two : launch().inHomeOf(two).start();
            // It has other ports now.
            proxy.close();
            proxy = proxy();
        }
    }

    List<JamesProcess> nodes() {
        return List.of(one, two);
    }

    JamesProcess otherThan(JamesProcess node) {
        return node == one ? two : one;
    }

    Daemon haproxy() {
        return proxy;
    }

    int pop3Port() {
        return pop3;
    }

    int pop3sPort() {
        return pop3s;
    }

    int imapPort() {
        return imap;
    }

    int smtpPort() {
        return smtp;
    }

    int metricsPort() {
        return metrics;
    }

    @Override
    public void close() {
        for (AutoCloseable part : new AutoCloseable[] {proxy, one, two}) {
            close(part);
        }
        TestDatabase.run(engine, "DROP DATABASE " + database + " WITH (FORCE)");
    }

    private static void close(AutoCloseable part) {
        try {
            if (part != null) {
                part.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
