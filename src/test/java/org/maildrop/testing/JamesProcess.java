/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.testing;

import com.google.common.base.Suppliers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.maildrop.auth.SecretStore;
import org.maildrop.auth.SharedSecret;
import org.maildrop.auth.file.FileSecretStore;
import org.maildrop.auth.file.Place;
import org.maildrop.auth.file.TinkCipher;
import org.maildrop.server.Flavour;
import org.maildrop.server.Ports;
import org.maildrop.server.ServerHome;
import org.maildrop.server.ServerProcess;

/**
 * A James in a process of its own, with the built jar in {@code extensions-jars} and the shipped {@code james-conf}, on
 * free ports and in a folder below {@code target/james-test}. Domain {@code example.org} exists.
 */
public final class JamesProcess implements MailServer {
    private static final Duration PATIENCE_TO_START = Duration.ofMinutes(2);
    private static final List<String> JVM_OPTIONS = List.of("-Xmx400m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final Map<Map<String, String>, Supplier<JamesProcess>> SHARED = new ConcurrentHashMap<>();

    private final ServerHome home;
    private final Ports ports;
    private final ServerProcess process;
    private final Optional<String> token;

    private JamesProcess(ServerHome home, Ports ports, ServerProcess process, Optional<String> token) {
        this.home = home;
        this.ports = ports;
        this.process = process;
        this.token = token;
    }

    /** The memory server that all tests of this JVM share; so give each test users of its own, and never close it. */
    public static JamesProcess shared() {
        return shared(Map.of());
    }

    /** Likewise, for tests that want no error in its log: those of others would be taken for theirs. */
    public static JamesProcess sharedByWhatReadsErrors() {
        return shared(Map.of("maildrop.xml", "<maildrop><!-- whose log is read --></maildrop>"));
    }

    /** As {@link #shared()}, one a distinct set of files in {@code conf}, such as {@code maildrop.xml} and its text. */
    public static JamesProcess shared(Map<String, String> conf) {
        // Under a lock of its own: who wants another server does not wait for this one's start.
        return SHARED.computeIfAbsent(Map.copyOf(conf), files -> Suppliers.memoize(() -> startShared(files)))
                .get();
    }

    private static JamesProcess startShared(Map<String, String> files) {
        Launch launch = new Launch(Flavour.SHARED).with(CheapPasswords.FILE, CheapPasswords.XML);
        files.forEach(launch::with);
        JamesProcess server = launch.start();
        // It keeps nothing, so that nobody has to wait for its goodbyes.
        Runtime.getRuntime().addShutdownHook(new Thread(server::kill));
        return server;
    }

    /** A fresh server of that flavour. */
    public static JamesProcess start(Flavour flavour) {
        return new Launch(flavour).start();
    }

    /** A server to be, and how it differs from the shipped one. */
    public static final class Launch {
        private final Flavour flavour;
        private final Map<String, String> conf = new LinkedHashMap<>();
        private List<String> jvmOptions = JVM_OPTIONS;
        private List<Path> jars;
        private ServerHome home;
        private Optional<String> token = Optional.empty();

        public Launch(Flavour flavour) {
            this.flavour = flavour;
        }

        /** A file in {@code conf} and its whole text, instead of what would be there. */
        public Launch with(String file, String text) {
            conf.put(file, text);
            return this;
        }

        /** Its webadmin wants a token, and this is one. */
        public Launch authorizedBy(String bearer) {
            token = Optional.of(bearer);
            return this;
        }

        /** A JVM with these options, instead of one with a small heap that starts fast. */
        public Launch onJvm(String... options) {
            jvmOptions = List.of(options);
            return this;
        }

        /** Its mail in a Cassandra, which it may share with other servers: the Cassandra flavour's only. */
        public Launch onCassandra(InetSocketAddress contact) {
            return with(
                    "cassandra.properties",
                    "cassandra.nodes=" + contact.getHostString() + ":" + contact.getPort()
                            + "\ncassandra.keyspace.create=true\n");
        }

        /** Its mail in a PostgreSQL, which it may share with other servers: the JPA flavour's only. */
        public Launch onPostgres(String url) {
            return with(
                    "james-database.properties",
                    "database.driverClassName=org.postgresql.Driver\ndatabase.url=" + url
                            + "\nvendorAdapter.database=POSTGRESQL\n");
        }

        /** In the folder of a server that has ended, laid out anew: a restart, perhaps with other settings. */
        public Launch inHomeOf(JamesProcess ended) {
            home = ended.home;
            return this;
        }

        /** A James as it comes: without our jar, its own POP3 commands. */
        public Launch withoutMaildrop() {
            jars = List.of();
            return with("extensions.properties", "")
                    .with("healthcheck.properties", "")
                    .with("webadmin.properties", StockConf.webadmin())
                    .with("pop3server.xml", StockConf.pop3server());
        }

        /** Starts it and waits until it serves; the end of its log is in the exception if it does not come up. */
        public JamesProcess start() {
            try {
                ServerHome folder = home != null ? home : freshHome(flavour);
                Ports ports = Ports.free();
                folder.layOut(ports, jars != null ? jars : List.of(builtJar()), conf);
                return startAsIs(flavour, folder, ports, jvmOptions, token);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * What the README tells an administrator to do to a James that has none of ours: the jar into {@code
     * extensions-jars}, the files of {@code james-conf} over those in {@code conf}, and a restart; this server has ended.
     */
    public JamesProcess installMaildropAndStart(Flavour flavour) {
        try {
            home.install(List.of(builtJar()));
            return configureAndStart(flavour, Path.of("james-conf"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files of that folder over those in {@code conf}, and a restart; this server has ended. */
    public JamesProcess configureAndStart(Flavour flavour, Path from) {
        try {
            home.configure(ports, from);
            return startAsIs(flavour, home, ports, JVM_OPTIONS, token);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JamesProcess startAsIs(
            Flavour flavour, ServerHome home, Ports ports, List<String> jvmOptions, Optional<String> token)
            throws IOException {
        ServerProcess process = ServerProcess.start(
                flavour,
                home,
                ports.jmx(),
                jvmOptions,
                ProcessBuilder.Redirect.appendTo(
                        home.directory().resolve("console.log").toFile()));
        return new JamesProcess(home, ports, process, token).started();
    }

    private JamesProcess started() throws IOException {
        try {
            process.awaitStarted(PATIENCE_TO_START);
            webadmin().addDomain("example.org");
            return this;
        } catch (IOException | RuntimeException e) {
            process.kill();
            throw e;
        }
    }

    private static ServerHome freshHome(Flavour flavour) throws IOException {
        Path folder = Files.createDirectories(Path.of("target/james-test"));
        return new ServerHome(Path.of(""), Files.createTempDirectory(folder, flavour.label()));
    }

    private static Path builtJar() {
        return Path.of(System.getProperty("maildrop.jar"));
    }

    /** A user such as {@code bob@example.org}, with no mail. */
    public void addUser(String name, String password) {
        webadmin().addUser(name, password);
    }

    /** Gives the user a shared secret: in the file where it is by default, as the command line does it. */
    public void share(String user, String secret) {
        TinkCipher cipher = TinkCipher.of(Optional.empty(), Place.KEYS.in(home.directory()), JamesProcess::unexpected);
        try (SecretStore secrets =
                FileSecretStore.at(Place.SECRETS.in(home.directory()), cipher, JamesProcess::unexpected)) {
            secrets.put(user, new SharedSecret(secret));
        }
    }

    private static void unexpected(String warning) {
        throw new IllegalStateException(warning);
    }

    /** From now on the other may act as the owner. */
    public void delegate(String owner, String other) {
        webadmin().delegate(owner, other);
    }

    /** There is no such user any more. */
    public void removeUser(String name) {
        webadmin().removeUser(name);
    }

    /** There is no INBOX of that user any more, nor the mail in it. */
    public void destroyInbox(String user) {
        webadmin().destroyInbox(user);
    }

    /** The user may have so many messages and no more. */
    public void limitMessages(String user, int most) {
        webadmin().limitMessages(user, most);
    }

    /** What an administrator does who has put another certificate into the keystore. */
    public void reloadCertificates() {
        webadmin().reloadCertificates();
    }

    /** Where its configuration files are. */
    public Path conf() {
        return home.conf();
    }

    /** Puts these very octets into the user's INBOX, whatever they are; it is there when this returns. */
    public void append(String user, String password, byte[] message) {
        try (ImapClient imap = imap(user, password)) {
            imap.append(message);
        }
    }

    /** Removes messages from the user's INBOX behind POP3's back; numbers as IMAP counts them, from 1. */
    public void expunge(String user, String password, int... numbers) {
        try (ImapClient imap = imap(user, password)) {
            imap.expunge(numbers);
        }
    }

    /** How many messages are in the user's INBOX now. */
    public int count(String user, String password) {
        try (ImapClient imap = imap(user, password)) {
            return imap.count();
        }
    }

    /** Sends a mail by SMTP; James delivers it a moment after this has returned. */
    public void deliver(String from, String to, byte[] message) {
        SmtpClient.send(ports.smtp(), from, to, message);
    }

    /** One IMAP session of that user, logged in. */
    public ImapClient imap(String user, String password) {
        return new ImapClient(ports.imap(), user, password);
    }

    private Webadmin webadmin() {
        return new Webadmin(ports.webadmin(), token);
    }

    @Override
    public int pop3Port() {
        return ports.pop3();
    }

    @Override
    public int pop3sPort() {
        return ports.pop3s();
    }

    @Override
    public int smtpPort() {
        return ports.smtp();
    }

    @Override
    public int imapPort() {
        return ports.imap();
    }

    @Override
    public int webadminPort() {
        return ports.webadmin();
    }

    /** JMX of the server's JVM; it asks for no password. */
    public JMXConnector jmx() throws IOException {
        String url = "service:jmx:rmi:///jndi/rmi://127.0.0.1:" + ports.jmx() + "/jmxrmi";
        return JMXConnectorFactory.connect(new JMXServiceURL(url));
    }

    @Override
    public Path log() {
        return home.log();
    }

    /** SIGKILL: what a power cut does to it. */
    public void kill() {
        process.kill();
    }

    /** SIGSTOP: the process hangs, its connections stay open. */
    public void freeze() {
        Signals.freeze(process.pid());
    }

    /** SIGCONT: goes on after {@link #freeze()}. */
    public void thaw() {
        Signals.thaw(process.pid());
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void stop() {
        process.stop();
    }

    @Override
    public void close() {
        kill();
    }
}
