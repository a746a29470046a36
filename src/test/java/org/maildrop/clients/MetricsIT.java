/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.maildrop.server.Flavour;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.JamesProcess.Launch;
import org.maildrop.testing.Observation;
import org.maildrop.testing.Pop3Client;

/** What Prometheus reads from a real James after sessions that are known; and that doc and dashboard speak of the same. */
class MetricsIT {
    private static final String SETTINGS =
            "<maildrop><lock><wait>1s</wait><takeover-after>3s</takeover-after></lock><auth>"
                    + "<mechanisms>EXTERNAL SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5 PLAIN LOGIN</mechanisms><apop>on</apop>"
                    + "<failed-logins><delay>0s</delay></failed-logins></auth></maildrop>";
    private static final Pattern METRIC = Pattern.compile("\\bmaildrop_[A-Za-z0-9_]+");
    private static final Pattern BY_NAME = Pattern.compile("__name__=~\"([^\"]+)\"");

    private static JamesProcess james;

    @BeforeAll
    static void start() {
        james = new Launch(Flavour.MEMORY).with("maildrop.xml", SETTINGS).start();
    }

    @AfterAll
    static void stop() {
        james.kill();
    }

    /** What has changed since, and by how much. */
    private static Map<String, Double> since(Map<String, Double> before) {
        Map<String, Double> news = new TreeMap<>();
        Observation.metrics(james).forEach((name, now) -> {
            double more = now - before.get(name);
            if (more != 0 && !name.matches(".*(_micros|_over_\\d+m?s)_total")) {
                news.put(name.substring("maildrop_".length()), more);
            }
        });
        return news;
    }

    private static String user(String name, String... messages) {
        String user = name + "@example.org";
        james.addUser(user, "secret");
        for (String message : messages) {
            james.append(user, "secret", message.getBytes(StandardCharsets.US_ASCII));
        }
        return user;
    }

    @Test
    void aSessionIsInThemToTheOctet() {
        String bob = user("bob", "one\r\n", "two\r\n", "three\r\n");
        Map<String, Double> before = Observation.metrics(james);
        long octets = 0;
        try (Pop3Client pop3 = new Pop3Client(james.pop3Port())) {
            octets += pop3.greeting().length() + 2;
            octets += pop3.send("USER " + bob).length() + 2;
            octets += pop3.send("PASS secret").length() + 2;
            await().untilAsserted(() -> assertThat(since(before)).containsEntry("sessions_transaction", 1.0));
            for (String command : List.of("RETR 1", "RETR 2", "TOP 3 0", "DELE 1", "RETR 9", "NOOP", "XYZZY")) {
                octets += said(pop3, command);
            }
            octets += pop3.send("QUIT").length() + 2;
        }
        Map<String, Double> expected = new TreeMap<>(Map.of(
                "logins_entered_total", 1.0,
                "logins_user_pass_entered_total", 1.0,
                "octets_sent_total", (double) octets,
                "messages_retr_total", 2.0,
                "messages_top_total", 1.0,
                "messages_removed_total", 1.0,
                "failures_none_total", 2.0,
                "sessions_ended_quit_total", 1.0,
                "listings_missed_total", 1.0,
                "listings_remembered", 1.0));
        expected.put("listings_remembered_messages", 16.0 + 2);
        Map.of("user", 1.0, "pass", 1.0, "retr", 3.0, "top", 1.0, "dele", 1.0, "noop", 1.0, "other", 1.0, "quit", 1.0)
                .forEach((keyword, times) -> expected.put("commands_" + keyword + "_total", times));
        await().untilAsserted(() -> assertThat(since(before)).isEqualTo(expected));
    }

    /** Octets of the answer. */
    private static long said(Pop3Client pop3, String command) {
        long octets = 0;
        String line = pop3.send(command);
        octets += line.length() + 2;
        if (line.startsWith("+OK") && command.matches("(RETR|TOP) .*")) {
            do {
                line = pop3.hear();
                octets += line.length() + 2;
            } while (!line.equals("."));
        }
        return octets;
    }

    @Test
    void loginsThatFailThatWaitAndThatTakeOver() {
        String alice = user("alice");
        Map<String, Double> before = Observation.metrics(james);
        try (Pop3Client holder = new Pop3Client(james.pop3Port());
                Pop3Client next = new Pop3Client(james.pop3Port())) {
            assertThat(next.login(alice, "wrong")).startsWith("-ERR [AUTH]");
            assertThat(holder.login(alice, "secret")).startsWith("+OK");
            // It becomes idle for long enough while this one waits.
            await().until(() -> next.login(alice, "secret").startsWith("+OK"));
            assertThat(holder.hear()).startsWith("-ERR [IN-USE]");
            assertThat(next.send("QUIT")).startsWith("+OK");
        }

        await().untilAsserted(() -> assertThat(since(before))
                .containsEntry("logins_denied_total", 1.0)
                .containsEntry("logins_user_pass_denied_total", 1.0)
                .containsEntry("logins_entered_total", 2.0)
                .containsEntry("failures_auth_total", 1.0)
                .containsEntry("takeovers_made_total", 1.0)
                .containsEntry("takeovers_suffered_total", 1.0)
                .containsEntry("sessions_ended_taken_over_total", 1.0)
                .containsEntry("sessions_ended_quit_total", 1.0)
                .containsKey("lock_waits_total")
                .doesNotContainKey("leases_held"));
        Map<String, Double> now = Observation.metrics(james);
        assertThat(now.get("maildrop_lock_waits_micros_total") - before.get("maildrop_lock_waits_micros_total"))
                .isGreaterThan(100_000);
    }

    @Test
    void theDocTellsOfAllOfThemAndOfNoOther() throws IOException {
        Set<String> told = namesOf(Files.readString(Path.of("src/doc/metrics.md")));

        assertThat(told).hasSizeGreaterThan(100);
        assertThat(Observation.metrics(james).keySet()).isEqualTo(told);
    }

    /** What the tables name, with each of the words that stand for it in the place of a word in capitals. */
    private static Set<String> namesOf(String doc) {
        Map<String, List<String>> words = new LinkedHashMap<>();
        Pattern.compile("^- `([A-Z]+)`: (.*?)$", Pattern.MULTILINE)
                .matcher(doc.replaceAll("\n  (?=\\S)", " "))
                .results()
                .forEach(list -> words.put(list.group(1), quoted(list.group(2))));
        assertThat(words.get("MECHANISM")).contains("oauthbearer", "xoauth2");
        // These want an identity provider.
        words.computeIfPresent("MECHANISM", (word, all) -> all.stream()
                .filter(mechanism -> !mechanism.matches("oauthbearer|xoauth2"))
                .toList());
        return doc.lines()
                .filter(line -> line.startsWith("| `maildrop_"))
                .flatMap(line -> quoted(line.substring(0, line.indexOf('|', 1))).stream())
                .flatMap(name -> spelt(name, words))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> quoted(String text) {
        return Pattern.compile("`([^`]+)`")
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static Stream<String> spelt(String name, Map<String, List<String>> words) {
        for (Map.Entry<String, List<String>> word : words.entrySet()) {
            if (name.contains(word.getKey())) {
                return word.getValue().stream()
                        .map(each -> name.replace(word.getKey(), each))
                        .flatMap(each -> spelt(each, words));
            }
        }
        return Stream.of(name);
    }

    @Test
    void theDashboardAsksForNothingThatThereIsNot() throws IOException {
        Set<String> there = Observation.metrics(james).keySet();
        List<String> expressions = expressions();

        assertThat(expressions).hasSizeGreaterThan(30);
        for (String expression : expressions) {
            Set<String> patterns = BY_NAME.matcher(expression)
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toSet());
            assertThat(patterns).as(expression).allSatisfy(pattern -> assertThat(there)
                    .anyMatch(name -> name.matches(pattern)));
            String rest = expression.replaceAll("label_replace\\(|__name__=~\"[^\"]+\"|\"[^\"]*\"", "");
            Set<String> names =
                    METRIC.matcher(rest).results().map(MatchResult::group).collect(Collectors.toSet());
            assertThat(there).as(expression).containsAll(names);
            assertThat(names.size() + patterns.size()).as(expression).isPositive();
        }
    }

    @Test
    void theDashboardShowsEachKindOfThem() throws IOException {
        String all = String.join("\n", expressions());

        assertThat(Observation.metrics(james).keySet())
                .filteredOn(name ->
                        !name.matches("maildrop_(logins_[a-z0-9_]+|commands_.*_over_10ms|commands_.*_over_1s)_total"))
                .allMatch(name -> all.contains(name)
                        || BY_NAME.matcher(all).results().anyMatch(pattern -> name.matches(pattern.group(1))));
    }

    @Test
    void theDashboardAsksThePrometheusThatIsChosen() throws IOException {
        JsonNode dashboard = new ObjectMapper()
                .readTree(Path.of("docker/grafana/dashboards/maildrop.json").toFile());

        assertThat(dashboard.at("/templating/list/0/name").asText()).isEqualTo("datasource");
        assertThat(dashboard.at("/templating/list/0/type").asText()).isEqualTo("datasource");
        assertThat(dashboard.get("panels").findValues("datasource"))
                .hasSizeGreaterThan(50)
                .allMatch(source -> source.get("uid").asText().equals("${datasource}"));
    }

    private static List<String> expressions() throws IOException {
        JsonNode dashboard = new ObjectMapper()
                .readTree(Path.of("docker/grafana/dashboards/maildrop.json").toFile());
        return dashboard.findValuesAsText("expr");
    }
}
