/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** What can be said of the compose files, and of what they mount, without an engine; ProxiedClusterIT runs the cluster's. */
class ComposeTest {
    private static final Path FOLDER = Path.of("docker");

    /** What its user makes, by a command that stands in the file. */
    private static final String KEYSTORE = "${KEYSTORE:-./cluster/keystore}";

    private static final Pattern INTERPOLATED = Pattern.compile("\\$\\{?(\\w+)(:-[^}])?");

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", "compose.cluster.yaml"})
    void whatIsMountedAndBuiltIsThere(String file) throws IOException {
        Map<String, Object> compose = load(file);

        assertThat(services(file)).isNotEmpty().allSatisfy(service -> {
            for (Object volume : (List<?>) service.getOrDefault("volumes", List.of())) {
                String source = volume instanceof String text
                        ? text.substring(0, text.indexOf(':'))
                        : (String) map(volume).get("source");
                if (!source.startsWith(".")) {
                    assertThat(source.equals(KEYSTORE)
                                    || child(compose, "volumes").containsKey(source))
                            .as(source)
                            .isTrue();
                } else {
                    assertThat(FOLDER.resolve(source)).exists();
                }
            }
            if (service.containsKey("build")) {
                Map<String, Object> build = child(service, "build");
                String dockerfile =
                        ((String) build.get("dockerfile")).replace("${DOCKERFILE:-Dockerfile}", "Dockerfile");
                assertThat(FOLDER.resolve((String) build.get("context")).resolve(dockerfile))
                        .exists();
                assertThat(Files.readString(FOLDER.resolve(Path.of(dockerfile).getFileName())))
                        .contains(child(build, "args").keySet().stream()
                                .map(argument -> "ARG " + argument + "=")
                                .toList());
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", "compose.cluster.yaml"})
    void whatIsTakenFromTheEnvironmentHasADefault(String file) throws IOException {
        String settings = Files.readString(FOLDER.resolve(file)).replaceAll("(?m)^\\s*#.*$", "");
        Matcher interpolated = INTERPOLATED.matcher(settings);
        while (interpolated.find()) {
            assertThat(interpolated.group(2)).as(interpolated.group()).isNotNull();
        }
        assertThat(INTERPOLATED.matcher(settings).results()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", "compose.cluster.yaml"})
    void whatIsPublishedIsPublishedOnTheLoopbackAddressOnly(String file) throws IOException {
        assertThat(services(file))
                .flatMap(service -> (List<?>) service.getOrDefault("ports", List.of()))
                .isNotEmpty()
                .allMatch(port -> ((String) port).matches("127\\.0\\.0\\.1:(\\d+):\\1"));
    }

    @Test
    void nothingOfTheClustersJamesIsPublishedAndBothAreAlike() throws IOException {
        Map<String, Object> services = child(load("compose.cluster.yaml"), "services");
        Map<String, Object> one = child(services, "james1");
        Map<String, Object> two = child(services, "james2");

        for (String key : Set.of("build", "image", "restart", "stop_grace_period", "healthcheck")) {
            assertThat(one.get(key)).isNotNull().isEqualTo(two.get(key));
        }
        assertThat(one).doesNotContainKey("ports");
        assertThat(two).doesNotContainKey("ports");
        assertThat(files(one)).hasSizeGreaterThan(5).isEqualTo(files(two));
        assertThat(one).containsEntry("hostname", "james1");
        assertThat(two).containsEntry("hostname", "james2");
    }

    private static List<Object> files(Map<String, Object> service) {
        return ((List<?>) service.get("volumes"))
                .stream()
                        .filter(volume -> !volume.toString().startsWith("var"))
                        .map(Object.class::cast)
                        .toList();
    }

    @Test
    void theClustersPasswordIsTheSameWhereverItIsWritten() throws IOException {
        Map<String, Object> environment =
                child(child(child(load("compose.cluster.yaml"), "services"), "postgres"), "environment");
        Properties james = new Properties();
        james.load(new StringReader(text("cluster/conf/postgres.properties")));
        String lock = text("cluster/conf/maildrop.xml");

        assertThat(james)
                .containsEntry("database.name", environment.get("POSTGRES_DB"))
                .containsEntry("database.username", environment.get("POSTGRES_USER"))
                .containsEntry("database.password", environment.get("POSTGRES_PASSWORD"))
                .containsEntry("database.host", "postgres");
        assertThat(lock)
                .contains(
                        "<url>jdbc:postgresql://postgres/" + environment.get("POSTGRES_DB") + "</url>",
                        "<user>" + environment.get("POSTGRES_USER") + "</user>",
                        "<password>" + environment.get("POSTGRES_PASSWORD") + "</password>");
    }

    @Test
    void theClustersPop3ServersAreTheShippedOnesBehindAProxy() throws IOException {
        String proxied = text("cluster/conf/pop3server.xml");

        assertThat(settings(proxied.replaceAll("\\s*<proxyRequired>true</proxyRequired>", "")))
                .isEqualTo(settings(Files.readString(Path.of("james-conf/pop3server.xml"))));
        for (String file : List.of("pop3server.xml", "imapserver.xml", "smtpserver.xml")) {
            String text = text("cluster/conf/" + file);
            assertThat(occurrences(text, "<proxyRequired>true<"))
                    .as(file)
                    .isPositive()
                    .isEqualTo(occurrences(text, "<bind>"));
        }
    }

    private static String settings(String xml) {
        return xml.replaceAll("(?s)<!--.*?-->", "");
    }

    private static int occurrences(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    @Test
    void theKeystoreIsMadeByTheCommandThatTheFileTells() throws IOException {
        assertThat(text("compose.cluster.yaml"))
                .contains("keytool -genkeypair ", " -keystore docker/cluster/keystore\n");
        assertThat(Files.readAllLines(Path.of(".gitignore"))).contains("/docker/cluster/keystore");
    }

    @Test
    void whoSpeaksToWhomIsCalledByTheNameOfItsService() throws IOException {
        Map<String, Object> services = child(load("compose.cluster.yaml"), "services");
        String speaking = text("haproxy/haproxy.cfg")
                + text("prometheus/prometheus.yml")
                + text("grafana/provisioning/datasources/prometheus.yaml");
        List<String> called = Pattern.compile("\\b([a-z]\\w*):\\d+\\b")
                .matcher(speaking.replaceAll("(?m)^\\s*#.*$", ""))
                .results()
                .map(address -> address.group(1))
                .distinct()
                .toList();

        assertThat(called).contains("james1", "james2", "haproxy", "prometheus").allMatch(services::containsKey);
    }

    @Test
    void grafanaLooksForDashboardsWhereTheyAreMounted() throws IOException {
        Map<String, Object> provider = map(
                ((List<?>) load("grafana/provisioning/dashboards/maildrop.yaml").get("providers")).get(0));
        Map<String, Object> grafana = child(child(load("compose.cluster.yaml"), "services"), "grafana");

        assertThat(grafana.get("volumes").toString())
                .contains("./grafana/dashboards:" + child(provider, "options").get("path") + ":ro");
    }

    private static Stream<Map<String, Object>> services(String file) throws IOException {
        return child(load(file), "services").values().stream().map(ComposeTest::map);
    }

    private static Map<String, Object> load(String file) throws IOException {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        return map(new Yaml(strict).load(text(file)));
    }

    private static String text(String file) {
        try {
            return Files.readString(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> child(Map<String, Object> map, String name) {
        assertThat(map).containsKey(name);
        return map(map.get(name));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
