/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.maildrop.auth.AuthSettings;
import org.maildrop.auth.CleartextPolicy;
import org.maildrop.auth.MechanismName;
import org.maildrop.handler.WorkerSettings;
import org.maildrop.jdbc.JdbcSettings;
import org.maildrop.lock.ConflictPolicy;
import org.maildrop.lock.LockSettings;
import org.maildrop.lock.redis.RedisSettings;
import org.maildrop.session.SessionSettings;
import org.maildrop.snapshot.SizesSetting;

/** conf/maildrop.xml: what it may say, and the one line for everything else. */
class MaildropSettingsTest {
    private static final MaildropSettings DEFAULTS = new MaildropSettings(
            SessionSettings.DEFAULT,
            SizesSetting.STORED,
            LockSettings.defaults(),
            new LeaseStoreChoice.Jvm(),
            AuthSettings.DEFAULT,
            SecretsSettings.DEFAULT,
            WorkerSettings.DEFAULT);
    private static final String KNOWN = "<auth>, <autologout>, <lock>, <login-timeout>, <sizes>, <workers>";
    private static final String NUMBER = "expected is a number and its unit: s, m or h";
    private static final String DURATION = NUMBER + ", at most 24h";

    @Test
    void aMissingFileMeansEveryDefault() {
        assertThat(MaildropSettings.read(Optional.empty())).isEqualTo(DEFAULTS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<maildrop/>",
                "<maildrop></maildrop>",
                "<maildrop>\n\n</maildrop>",
                "<?xml version=\"1.0\"?>\n<!-- why -->\n<maildrop><!-- <sizes>exact</sizes> --></maildrop>\n",
                "<maildrop><lock/></maildrop>",
                "<maildrop><lock><store>jvm</store></lock><sizes>stored</sizes><workers>200</workers>"
                        + "<autologout>10m</autologout><login-timeout>3m</login-timeout></maildrop>"
            })
    void whatIsNotSaidHasItsDefault(String xml) {
        assertThat(read(xml)).isEqualTo(DEFAULTS);
    }

    @Test
    void theShippedFileSaysTheDefaults() throws IOException {
        assertThat(read(Files.readString(Path.of("james-conf/maildrop.xml")))).isEqualTo(DEFAULTS);
    }

    @Test
    void everySettingIsRead() {
        MaildropSettings settings = read("<maildrop><autologout>30m</autologout><login-timeout>45s</login-timeout>"
                + "<sizes> exact </sizes><lock><store>jdbc</store><term>2m</term><on-conflict>wait</on-conflict>"
                + "<wait>5s</wait><takeover-after>never</takeover-after>"
                + "<jdbc><url>jdbc:postgresql://h/james</url><user>maildrop</user><password>secret</password>"
                + "<connections>9</connections></jdbc></lock><auth><cleartext>never</cleartext>"
                + "<mechanisms>login  PLAIN</mechanisms></auth><workers>7</workers></maildrop>");

        assertThat(settings)
                .isEqualTo(new MaildropSettings(
                        new SessionSettings(Duration.ofMinutes(30), Duration.ofSeconds(45)),
                        SizesSetting.EXACT,
                        new LockSettings(
                                Duration.ofMinutes(2),
                                Duration.ofSeconds(20),
                                new ConflictPolicy(Duration.ofSeconds(5), Optional.empty())),
                        new LeaseStoreChoice.Jdbc(
                                new JdbcSettings("jdbc:postgresql://h/james", "maildrop", "secret", 9)),
                        new AuthSettings(CleartextPolicy.NEVER, Set.of(MechanismName.PLAIN, MechanismName.LOGIN)),
                        SecretsSettings.DEFAULT,
                        new WorkerSettings(7)));
    }

    @Test
    void aRedisIsReadWithItsAuthorities() {
        assertThat(read("<maildrop><lock><store>redis</store><redis><uri>rediss://:secret@host</uri>"
                                + "<authorities>file://conf/redis-ca.pem</authorities></redis></lock></maildrop>")
                        .leaseStore())
                .isEqualTo(new LeaseStoreChoice.Redis(
                        RedisSettings.of("rediss://:secret@host").trusting("file://conf/redis-ca.pem")));
    }

    @Test
    void allMechanismsCanBeSwitchedOff() {
        assertThat(read("<maildrop><auth><mechanisms>none</mechanisms></auth></maildrop>")
                        .auth()
                        .mechanisms())
                .isEmpty();
    }

    @Test
    void aPasswordKeepsItsBlanks() {
        assertThat(read("<maildrop><lock><store>jdbc</store><jdbc><url>jdbc:postgresql://h/x</url><user>u</user>"
                                + "<password>two  blanks</password></jdbc></lock></maildrop>")
                        .leaseStore())
                .isEqualTo(new LeaseStoreChoice.Jdbc(
                        new JdbcSettings("jdbc:postgresql://h/x", "u", "two  blanks", JdbcSettings.DEFAULT_POOL_SIZE)));
    }

    @Test
    void cassandraNeedsNoSettings() {
        assertThat(read("<maildrop><lock><store>cassandra</store></lock></maildrop>")
                        .leaseStore())
                .isEqualTo(new LeaseStoreChoice.Cassandra());
    }

    @Test
    void rejectingNeitherWaitsNorTakesOver() {
        assertThat(read("<maildrop><lock><on-conflict>reject</on-conflict><wait>5s</wait></lock></maildrop>")
                        .lock()
                        .conflict())
                .isEqualTo(ConflictPolicy.REJECT);
    }

    @ParameterizedTest
    @CsvSource({"10m, 600", "600s, 600", "1h, 3600", "15 m, 900", "86400s, 86400", "24h, 86400"})
    void aDurationIsANumberAndItsUnit(String text, long seconds) {
        assertThat(read("<maildrop><autologout>" + text + "</autologout></maildrop>")
                        .session()
                        .autologout())
                .hasSeconds(seconds);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whatIsWrongIsSaidInOneLine(String xml, String line) {
        assertThatThrownBy(() -> read(xml))
                .isInstanceOf(SettingsException.class)
                .hasMessage("conf/maildrop.xml: " + line);
    }

    static Stream<Arguments> whatIsWrongIsSaidInOneLine() {
        return Stream.of(
                // What is not known.
                arguments(
                        "<maildrop><nonsense/></maildrop>",
                        "there is no element <nonsense> in <maildrop>, but " + KNOWN),
                arguments(
                        "<maildrop><Sizes>exact</Sizes></maildrop>",
                        "there is no element <Sizes> in <maildrop>, but " + KNOWN),
                arguments(
                        "<maildrop><term>60s</term></maildrop>",
                        "there is no element <term> in <maildrop>, but " + KNOWN),
                arguments(
                        "<maildrop><lock><policy>wait</policy></lock></maildrop>",
                        "there is no element <policy> in <maildrop/lock>, but <jdbc>, <on-conflict>, <redis>,"
                                + " <store>, <takeover-after>, <term>, <wait>"),
                arguments(
                        "<maildrop><sizes><exact/></sizes></maildrop>",
                        "the element <maildrop/sizes> holds a value, no other elements"),
                arguments(
                        "<maildrop debug=\"true\"/>", "the element <maildrop> has an attribute, debug, but knows none"),
                arguments(
                        "<maildrop><sizes unit=\"octets\">exact</sizes></maildrop>",
                        "the element <maildrop/sizes> has an attribute, unit, but knows none"),
                arguments(
                        "<maildrop><lock kind=\"x\"/></maildrop>",
                        "the element <maildrop/lock> has an attribute, kind, but knows none"),
                arguments("<maildrop>exact</maildrop>", "the element <maildrop> holds other elements, no text"),
                arguments(
                        "<maildrop><lock>jvm</lock></maildrop>",
                        "the element <maildrop/lock> holds other elements, no text"),
                // What is said twice.
                arguments(
                        "<maildrop><sizes>exact</sizes><sizes>exact</sizes></maildrop>",
                        "the element <sizes> stands more than once in <maildrop>"),
                arguments(
                        "<maildrop><lock/><sizes>exact</sizes><lock/></maildrop>",
                        "the element <lock> stands more than once in <maildrop>"),
                arguments(
                        "<maildrop><lock><term>60s</term><term>70s</term></lock></maildrop>",
                        "the element <term> stands more than once in <maildrop/lock>"),
                // Bad values of each setting.
                arguments(
                        "<maildrop><autologout>9m</autologout></maildrop>",
                        "the element <maildrop/autologout> has the value \"9m\", " + DURATION
                                + ", at least 10m (RFC 1725, section 3)"),
                arguments(
                        "<maildrop><autologout>599s</autologout></maildrop>",
                        "the element <maildrop/autologout> has the value \"599s\", " + DURATION
                                + ", at least 10m (RFC 1725, section 3)"),
                arguments(
                        "<maildrop><autologout/></maildrop>",
                        "the element <maildrop/autologout> has the value \"\", " + DURATION
                                + ", at least 10m (RFC 1725, section 3)"),
                arguments(
                        "<maildrop><login-timeout>0s</login-timeout></maildrop>",
                        "the element <maildrop/login-timeout> has the value \"0s\", " + DURATION),
                arguments(
                        "<maildrop><login-timeout>-3m</login-timeout></maildrop>",
                        "the element <maildrop/login-timeout> has the value \"-3m\", " + DURATION),
                arguments(
                        "<maildrop><login-timeout>180</login-timeout></maildrop>",
                        "the element <maildrop/login-timeout> has the value \"180\", " + DURATION),
                arguments(
                        "<maildrop><login-timeout>PT3M</login-timeout></maildrop>",
                        "the element <maildrop/login-timeout> has the value \"PT3M\", " + DURATION),
                arguments(
                        "<maildrop><login-timeout>3 minutes</login-timeout></maildrop>",
                        "the element <maildrop/login-timeout> has the value \"3 minutes\", " + DURATION),
                arguments(
                        "<maildrop><login-timeout>9999999999h</login-timeout></maildrop>",
                        "the element <maildrop/login-timeout> has the value \"9999999999h\", " + DURATION),
                arguments(
                        "<maildrop><sizes>roughly</sizes></maildrop>",
                        "the element <maildrop/sizes> has the value \"roughly\", expected is stored or exact"),
                arguments(
                        "<maildrop><sizes>EXACT</sizes></maildrop>",
                        "the element <maildrop/sizes> has the value \"EXACT\", expected is stored or exact"),
                arguments(
                        "<maildrop><sizes>stored,exact</sizes></maildrop>",
                        "the element <maildrop/sizes> has the value \"stored,exact\", expected is stored or exact"),
                arguments(
                        "<maildrop><sizes>sto\n  red</sizes></maildrop>",
                        "the element <maildrop/sizes> has the value \"sto red\", expected is stored or exact"),
                arguments(
                        "<maildrop><lock><store>file</store></lock></maildrop>",
                        "the element <maildrop/lock/store> has the value \"file\", expected is jvm, jdbc,"
                                + " redis or cassandra"),
                arguments(
                        "<maildrop><lock><store>redis</store></lock></maildrop>",
                        "the element <maildrop/lock/redis> lacks <uri>"),
                arguments(
                        "<maildrop><lock><store>redis</store><redis><uri>redis://:secret@host:0</uri></redis></lock></maildrop>",
                        "the element <maildrop/lock/redis/uri> has a value that is wrong: a port is between 1 and 65535"),
                arguments(
                        "<maildrop><lock><store>redis</store><redis><uri>redis://h</uri><password>x</password></redis>"
                                + "</lock></maildrop>",
                        "there is no element <password> in <maildrop/lock/redis>, but <authorities>, <uri>"),
                arguments(
                        "<maildrop><lock><store>redis</store><redis><uri>redis://h</uri>"
                                + "<authorities>file://conf/ca.pem</authorities></redis></lock></maildrop>",
                        "the element <maildrop/lock/redis/authorities> has the value \"file://conf/ca.pem\","
                                + " expected is a file of certificates, for a rediss: URI only"),
                arguments(
                        "<maildrop><auth><mechanisms>PLAIN, LOGIN</mechanisms></auth></maildrop>",
                        "the element <maildrop/auth/mechanisms> has the value \"PLAIN, LOGIN\","
                                + " expected is none, or some of PLAIN, LOGIN with blanks between them"),
                arguments(
                        "<maildrop><auth><mechanisms/></auth></maildrop>",
                        "the element <maildrop/auth/mechanisms> has the value \"\","
                                + " expected is none, or some of PLAIN, LOGIN with blanks between them"),
                arguments(
                        "<maildrop><auth><cleartext>yes</cleartext></auth></maildrop>",
                        "the element <maildrop/auth/cleartext> has the value \"yes\","
                                + " expected is loopback, always or never"),
                arguments(
                        "<maildrop><lock><store>Cassandra</store></lock></maildrop>",
                        "the element <maildrop/lock/store> has the value \"Cassandra\", expected is jvm, jdbc,"
                                + " redis or cassandra"),
                arguments(
                        "<maildrop><lock><store>cassandra</store><cassandra/></lock></maildrop>",
                        "there is no element <cassandra> in <maildrop/lock>, but <jdbc>, <on-conflict>, <redis>,"
                                + " <store>, <takeover-after>, <term>, <wait>"),
                arguments(
                        "<maildrop><lock><store>jdbc</store></lock></maildrop>",
                        "the element <maildrop/lock/jdbc> lacks <url>"),
                arguments(
                        "<maildrop><lock><store>jdbc</store><jdbc><url>jdbc:mysql://h/x?password=secret</url></jdbc></lock>"
                                + "</maildrop>",
                        "the element <maildrop/lock/jdbc/url> has a value that is wrong: a JDBC URL begins with one of"
                                + " jdbc:postgresql:, jdbc:mariadb:, jdbc:derby:"),
                arguments(
                        "<maildrop><lock><store>jdbc</store><jdbc><url>jdbc:derby:x</url><connections>0</connections></jdbc>"
                                + "</lock></maildrop>",
                        "the element <maildrop/lock/jdbc/connections> has the value \"0\", expected is a number of"
                                + " connections, at least 1"),
                arguments(
                        "<maildrop><lock><on-conflict>steal</on-conflict></lock></maildrop>",
                        "the element <maildrop/lock/on-conflict> has the value \"steal\", expected is wait or reject"),
                arguments(
                        "<maildrop><lock><wait>31s</wait></lock></maildrop>",
                        "the element <maildrop/lock/wait> has the value \"31s\", " + NUMBER + ", at most 30s"),
                arguments(
                        "<maildrop><lock><takeover-after>soon</takeover-after></lock></maildrop>",
                        "the element <maildrop/lock/takeover-after> has the value \"soon\", " + DURATION
                                + ", or never"),
                arguments(
                        "<maildrop><lock><term>9s</term></lock></maildrop>",
                        "the element <maildrop/lock/term> has the value \"9s\", " + NUMBER + ", from 10s to 10m"),
                arguments(
                        "<maildrop><lock><term>11m</term></lock></maildrop>",
                        "the element <maildrop/lock/term> has the value \"11m\", " + NUMBER + ", from 10s to 10m"),
                arguments(
                        "<maildrop><autologout>25h</autologout></maildrop>",
                        "the element <maildrop/autologout> has the value \"25h\", " + DURATION
                                + ", at least 10m (RFC 1725, section 3)"),
                arguments(
                        "<maildrop><lock><jdbc><url>jdbc:postgresql://h/x</url></jdbc></lock></maildrop>",
                        "the element <maildrop/lock/jdbc> has no effect, since <store> is jvm"),
                arguments(
                        "<maildrop><lock><store>jdbc</store><jdbc><url>jdbc:postgresql://h/x</url></jdbc>"
                                + "<redis><uri>redis://h</uri></redis></lock></maildrop>",
                        "the element <maildrop/lock/redis> has no effect, since <store> is jdbc"),
                arguments(
                        "<maildrop><workers>0</workers></maildrop>",
                        "the element <maildrop/workers> has the value \"0\","
                                + " expected is a number of threads, at least 1"),
                arguments(
                        "<maildrop><workers>many</workers></maildrop>",
                        "the element <maildrop/workers> has the value \"many\","
                                + " expected is a number of threads, at least 1"),
                arguments(
                        "<maildrop><workers>99999999999</workers></maildrop>",
                        "the element <maildrop/workers> has the value \"99999999999\","
                                + " expected is a number of threads, at least 1"),
                // What is no maildrop.xml at all.
                arguments(
                        "<pop3><sizes>exact</sizes></pop3>", "the outermost element is <pop3>, expected is <maildrop>"),
                arguments("<pop3/>", "the outermost element is <pop3>, expected is <maildrop>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n",
                "<!-- only a comment -->",
                "<maildrop>",
                "<maildrop><sizes>exact</maildrop>",
                "<maildrop/><maildrop/>",
                "sizes = exact",
                "<maildrop>&nbsp;</maildrop>",
                "<!DOCTYPE maildrop [<!ENTITY store SYSTEM \"file:///etc/hostname\">]><maildrop/>"
            })
    void whatIsNotWellFormedIsSaidInOneLine(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(SettingsException.class)
                .message()
                .startsWith("conf/maildrop.xml: it is not well-formed XML: ")
                .doesNotEndWith(": ")
                .hasLineCount(1);
    }

    static MaildropSettings read(String xml) {
        return MaildropSettings.read(Optional.of(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))));
    }
}
