/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.maildrop.testing.JamesProcess;

/**
 * Clients that log in by a shared secret. It is not the password, so that whoever gets in has not sent that.
 */
class SecretClientsIT {
    /** As the transcripts of secrets have it, so that they share a server. */
    static final String SETTINGS = "<maildrop><auth>"
            + "<mechanisms>SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5 PLAIN LOGIN</mechanisms><apop>on</apop>\r\n"
            + "  <failed-logins><delay>0s</delay></failed-logins></auth></maildrop>";

    private static final String MESSAGE = "Subject: dots\r\n\r\n.\r\n..\r\nthe end\r\n";
    private static final String SECRET = "a shared secret";

    /** A client and how it is told to log in; what it does is fetch the one message there is. */
    private record Way(String tool, String how) {
        @Override
        public String toString() {
            return tool + ", " + how;
        }
    }

    @TestFactory
    Stream<DynamicTest> theSecretLetsInAndThePasswordDoesNot() {
        return Stream.of(
                        new Way("curl", "AUTH=+APOP"),
                        new Way("curl", "AUTH=CRAM-MD5"),
                        new Way("fetchmail", "proto apop"),
                        new Way("fetchmail", "proto pop3 auth cram-md5"),
                        new Way("mpop", "apop"),
                        new Way("mpop", "cram-md5"),
                        new Way("mpop", "scram-sha-1"),
                        new Way("mpop", "scram-sha-256"),
                        new Way("python3", "apop"))
                .map(way -> DynamicTest.dynamicTest(way.toString(), () -> fetches(way)));
    }

    private static void fetches(Way way) throws IOException {
        Tool tool = Tool.required(way.tool());
        JamesProcess james = JamesProcess.shared(Map.of("maildrop.xml", SETTINGS));
        Account account = Account.of(james, "the password").with(MESSAGE);
        james.share(account.name(), SECRET);

        Outcome right = run(tool, way, account, SECRET);
        assertThat(right.fetched()).as("%s", right.result()).contains("the end");
        assertThat(right.result().exitCode()).as("%s", right.result()).isZero();

        Outcome wrong = run(tool, way, account, account.password());
        assertThat(wrong.fetched()).as("%s", wrong.result()).doesNotContain("the end");
        assertThat(wrong.result().exitCode()).as("%s", wrong.result()).isNotZero();
    }

    private record Outcome(Tool.Result result, String fetched) {}

    private static Outcome run(Tool tool, Way way, Account account, String secret) throws IOException {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/clients")), way.tool())
                .toAbsolutePath();
        return switch (way.tool()) {
            case "curl" -> curl(tool, way.how(), account, secret);
            case "fetchmail" -> fetchmail(tool, way.how(), account, secret, folder);
            case "mpop" -> mpop(tool, way.how(), account, secret, folder);
            default -> poplib(tool, account, secret);
        };
    }

    private static Outcome curl(Tool curl, String options, Account account, String secret) {
        Tool.Result result = curl.run(
                "user = \"" + account.name() + ":" + secret + "\"\n",
                "--silent",
                "--show-error",
                "--max-time",
                "30",
                "--login-options",
                options,
                "--config",
                "-",
                "pop3://127.0.0.1:" + account.james().pop3Port() + "/1");
        return new Outcome(result, result.out());
    }

    private static Outcome fetchmail(Tool fetchmail, String protocol, Account account, String secret, Path folder)
            throws IOException {
        Path mbox = folder.resolve("mbox");
        Path settings = privateFile(
                folder.resolve("fetchmailrc"),
                "set idfile " + folder.resolve("ids"),
                "set pidfile " + folder.resolve("pid"),
                "poll 127.0.0.1 service " + account.james().pop3Port() + " " + protocol,
                "  user \"" + account.name() + "\" password \"" + secret + "\"",
                "  mda \"cat >> " + mbox + "\"",
                "  keep, sslproto ''");
        return delivered(
                fetchmail, mbox, "--nodetach", "--nosyslog", "--verbose", "--fetchmailrc", settings.toString());
    }

    private static Outcome mpop(Tool mpop, String mechanism, Account account, String secret, Path folder)
            throws IOException {
        Path mbox = folder.resolve("mbox");
        Path settings = privateFile(
                folder.resolve("mpoprc"),
                "account test",
                "host 127.0.0.1",
                "port " + account.james().pop3Port(),
                "user " + account.name(),
                "password " + secret,
                "auth " + mechanism,
                "tls off",
                "uidls_file " + folder.resolve("uidls"),
                "delivery mbox " + mbox,
                "keep on");
        return delivered(mpop, mbox, "--file=" + settings, "test");
    }

    private static Outcome delivered(Tool tool, Path mbox, String... arguments) throws IOException {
        Tool.Result result = tool.run("", arguments);
        return new Outcome(result, Files.exists(mbox) ? Files.readString(mbox) : "");
    }

    private static Outcome poplib(Tool python, Account account, String secret) {
        List<String> script = List.of(
                "import poplib, sys",
                "port, user, secret = sys.stdin.read().split('\\n')[:3]",
                "client = poplib.POP3('127.0.0.1', int(port), timeout=30)",
                "client.apop(user, secret)",
                "print(client.retr(1)[1])",
                "client.quit()");
        String input = account.james().pop3Port() + "\n" + account.name() + "\n" + secret + "\n";
        Tool.Result result = python.run(input, "-c", String.join("\n", script));
        return new Outcome(result, result.out());
    }

    /** Such programs read no passwords out of files that others may read. */
    private static Path privateFile(Path file, String... lines) throws IOException {
        Files.write(file, List.of(lines));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
