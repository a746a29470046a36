/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.maildrop.server.Ports;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.Pop3Client;
import org.maildrop.testing.SmtpClient;

/** Docker's cluster from its own files: what a client meets behind HAProxy, and what Prometheus reads. */
@Isolated("what has to come soon has the machine for itself")
class ProxiedClusterIT {
    private static final Duration TERM = Duration.ofSeconds(ProxiedCluster.TERM_SECONDS);

    /** How late a thing may be on a busy machine. */
    private static final Duration SLACK = Duration.ofSeconds(10);

    private static ProxiedCluster cluster;

    @BeforeAll
    static void start() {
        Tool.required("haproxy");
        cluster = new ProxiedCluster();
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @BeforeEach
    void allRun() {
        cluster.revive();
    }

    private static Account account() {
        return Account.of(cluster.nodes().get(0));
    }

    /** From one of the many addresses of this machine's loopback. */
    private static Socket from(String address, int port) {
        try {
            return new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(address), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Pop3Client client(String address) {
        return new Pop3Client(from(address, cluster.pop3Port()));
    }

    private static String login(String address, Account account) {
        try (Pop3Client client = client(address)) {
            String answer = client.login(account.name(), account.password());
            if (answer.startsWith("+OK")) {
                assertThat(client.send("QUIT")).startsWith("+OK");
            }
            return answer;
        }
    }

    private static boolean tells(JamesProcess node, String address, Account account) {
        try {
            return Files.readString(node.log())
                    .lines()
                    .anyMatch(line -> line.contains("outcome=entered address=" + address + " ")
                            && line.contains("user=" + account.name()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where HAProxy sends clients from there: who tells of the login. */
    private static JamesProcess nodeOf(String address) {
        Account account = account();
        assertThat(login(address, account)).startsWith("+OK");
        return await().until(
                        () -> cluster.nodes().stream()
                                .filter(node -> tells(node, address, account))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** An address whose clients are sent to that node. */
    private static String addressOf(JamesProcess node) {
        return IntStream.rangeClosed(2, 60)
                .mapToObj(last -> "127.0.0." + last)
                .filter(address -> nodeOf(address) == node)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theLogTellsTheClientsOwnAddressAndTlsPassesThrough() throws IOException {
        Account account = account();
        Socket clear = from("127.0.0.77", cluster.pop3sPort());
        try (Pop3Client client = new Pop3Client(
                ServerCertificate.sockets().createSocket(clear, "127.0.0.1", cluster.pop3sPort(), true))) {
            assertThat(client.login(account.name(), account.password())).startsWith("+OK");
            assertThat(client.send("QUIT")).startsWith("+OK");
        }
        await().untilAsserted(() -> assertThat(cluster.nodes()).anyMatch(node -> tells(node, "127.0.0.77", account)));
        assertThat(cluster.nodes()).noneMatch(node -> tells(node, "127.0.0.1", account));
    }

    @Test
    void aMaildropIsEnteredOnOneNodeAtATime() {
        String here = addressOf(cluster.nodes().get(0));
        String there = addressOf(cluster.nodes().get(1));
        Account account = account();
        try (Pop3Client holder = client(here)) {
            assertThat(holder.login(account.name(), account.password())).startsWith("+OK");
            assertThat(login(there, account)).startsWith("-ERR [IN-USE]");
            assertThat(login(here, account)).startsWith("-ERR [IN-USE]");
            assertThat(holder.send("QUIT")).startsWith("+OK");
        }
        assertThat(login(there, account)).startsWith("+OK");
    }

    @Test
    void aNodeThatIsKilledIsLeftOutAndItsMaildropsAreFreeAfterTheTerm() {
        JamesProcess killed = cluster.nodes().get(0);
        JamesProcess left = cluster.otherThan(killed);
        String address = addressOf(killed);
        Account account = account();
        Account other = account();
        long sinceLogin = System.nanoTime();
        try (Pop3Client holder = client(address)) {
            assertThat(holder.login(account.name(), account.password())).startsWith("+OK");
            killed.kill();
            await().atMost(SLACK).ignoreExceptions().until(() -> login(address, other)
                    .startsWith("+OK"));
            await().until(() -> tells(left, address, other));
            await().atMost(TERM.plus(SLACK)).until(() -> login(address, account).startsWith("+OK"));
            assertThat(Duration.ofNanos(System.nanoTime() - sinceLogin)).isGreaterThanOrEqualTo(TERM);
        }
        await().atMost(SLACK).until(() -> cluster.haproxy().said().contains("Server up/james1 is DOWN"));
        await().atMost(SLACK).until(() -> cluster.haproxy().said().contains("Server pop3/james1 is DOWN"));
    }

    @Test
    void whoIsConnectedToANodeThatHangsIsLetGo() {
        JamesProcess hanging = cluster.nodes().get(0);
        String address = addressOf(hanging);
        Account account = account();
        Account other = account();
        try (Pop3Client holder = client(address)) {
            assertThat(holder.login(account.name(), account.password())).startsWith("+OK");
            hanging.freeze();
            assertThat(holder.hear()).isNull();
            assertThat(login(address, other)).startsWith("+OK");
        } finally {
            hanging.kill();
        }
    }

    @Test
    void mailComesInAndImapAsksForTls() throws IOException {
        Account account = account();
        SmtpClient.send(
                cluster.smtpPort(),
                "alice@example.org",
                account.name(),
                "Subject: hello\r\n\r\nHello.\r\n".getBytes(US_ASCII));
        await().until(() -> login("127.0.0.1", account).contains("1 message"));
        try (Socket socket = from("127.0.0.3", cluster.imapPort());
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
            assertThat(in.readLine()).startsWith("* OK");
            socket.getOutputStream().write("a CAPABILITY\r\n".getBytes(US_ASCII));
            assertThat(in.readLine()).contains("STARTTLS", "LOGINDISABLED").doesNotContain("AUTH=PLAIN");
        }
    }

    @Test
    void prometheusReadsBothNodesAndTheProxy() throws IOException {
        Tool.required("prometheus");
        String config = Files.readString(Path.of("docker/prometheus/prometheus.yml"))
                .replace("james1:8000", "127.0.0.1:" + cluster.nodes().get(0).webadminPort())
                .replace("james2:8000", "127.0.0.1:" + cluster.nodes().get(1).webadminPort())
                .replace("haproxy:8405", "127.0.0.1:" + cluster.metricsPort())
                .replace("scrape_interval: 15s", "scrape_interval: 1s");
        Path folder = Files.createTempDirectory(Path.of("target/clients"), "prometheus");
        Path file = Files.writeString(folder.resolve("prometheus.yml"), config);
        int port = Ports.oneFree();
        try (Daemon prometheus = Daemon.start(
                port,
                Map.of(),
                List.of(
                        Tool.required("prometheus").path(),
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port))) {
            await().atMost(Duration.ofMinutes(1)).ignoreExceptions().untilAsserted(() -> assertThat(
                            counts(port, "count by (job) (up == 1)"))
                    .as(prometheus.said())
                    .containsEntry("james", 2)
                    .containsEntry("haproxy", 1));
            assertThat(counts(port, "count by (job) ({__name__=~\".+\"})").get("james"))
                    .isGreaterThan(100);
            assertThat(counts(port, "count by (job) (haproxy_server_status{proxy=\"up\",state=\"UP\"} == 1)"))
                    .containsEntry("haproxy", 2);
        }
    }

    /** What the query has counted, by job. */
    private static Map<String, Integer> counts(int port, String query) throws IOException {
        URI uri = URI.create(
                "http://127.0.0.1:" + port + "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        try {
            JsonNode answer = new ObjectMapper()
                    .readTree(HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                            .body());
            Map<String, Integer> counts = new TreeMap<>();
            for (JsonNode series : answer.get("data").get("result")) {
                counts.put(
                        series.get("metric").get("job").asText(),
                        Integer.parseInt(series.get("value").get(1).asText()));
            }
            return counts;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
