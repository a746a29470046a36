/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.common.base.Throwables;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** conf/maildrop.xml: the one line for everything that it may not say. */
class BadSettingsTest {
    private static final String KNOWN =
            "<auth>, <autologout>, <delete>, <expire>, <folder>, <hide>, <limits>, <lock>, <login-timeout>, <mark-seen>, <remembered-messages>, <sizes>,"
                    + " <unique-ids>, <workers>";
    private static final String NUMBER = "expected is a number and its unit: s, m or h";
    private static final String DAYS = "expected is never, 0 or a number of days from 1d to 9999d";
    private static final String DURATION = NUMBER + ", at most 24h";

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whatIsWrongIsSaidInOneLine(String xml, String line) {
        assertThatThrownBy(() -> MaildropSettingsTest.read(xml))
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
                        "<maildrop><remembered-messages>many</remembered-messages></maildrop>",
                        "the element <maildrop/remembered-messages> has the value \"many\", expected is a number of messages, or"
                                + " none"),
                arguments(
                        "<maildrop><remembered-messages>-1</remembered-messages></maildrop>",
                        "the element <maildrop/remembered-messages> has the value \"-1\", expected is a number of messages, or"
                                + " none"),
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
                                + " expected is none, or some of EXTERNAL, SCRAM-SHA-256, SCRAM-SHA-1, CRAM-MD5,"
                                + " OAUTHBEARER, XOAUTH2, PLAIN, LOGIN with blanks between them"),
                arguments(
                        "<maildrop><auth><mechanisms/></auth></maildrop>",
                        "the element <maildrop/auth/mechanisms> has the value \"\","
                                + " expected is none, or some of EXTERNAL, SCRAM-SHA-256, SCRAM-SHA-1, CRAM-MD5,"
                                + " OAUTHBEARER, XOAUTH2, PLAIN, LOGIN with blanks between them"),
                arguments(
                        "<maildrop><auth><failed-logins><delay>2m</delay></failed-logins></auth></maildrop>",
                        "the element <maildrop/auth/failed-logins/delay> has the value \"2m\", " + NUMBER
                                + ", at most 1m; 0s for none"),
                arguments(
                        "<maildrop><auth><failed-logins><delay>5s</delay><longest-delay>4s</longest-delay>"
                                + "</failed-logins></auth></maildrop>",
                        "the element <maildrop/auth/failed-logins/longest-delay> has the value \"4s\", " + NUMBER
                                + ", not less than <delay>, at most 1m"),
                arguments(
                        "<maildrop><limits><sessions-per-user>0</sessions-per-user></limits></maildrop>",
                        "the element <maildrop/limits/sessions-per-user> has the value \"0\","
                                + " expected is a number of sessions, at least 1, or none"),
                arguments(
                        "<maildrop><limits><sessions-per-address>many</sessions-per-address></limits></maildrop>",
                        "the element <maildrop/limits/sessions-per-address> has the value \"many\","
                                + " expected is a number of sessions, at least 1, or none"),
                arguments(
                        "<maildrop><auth><mechanisms>PLAIN CRAM-MD5 SCRAM-SHA-256</mechanisms><apop>on</apop>"
                                + "<secrets><store>none</store></secrets></auth></maildrop>",
                        "the element <maildrop/auth/secrets/store> cannot be so: it is none, but APOP, SCRAM-SHA-256,"
                                + " CRAM-MD5 in <auth> need shared secrets"),
                arguments(
                        "<maildrop><auth><apop>on</apop><secrets><store>none</store></secrets></auth></maildrop>",
                        "the element <maildrop/auth/secrets/store> cannot be so: it is none, but APOP in <auth> needs"
                                + " shared secrets"),
                arguments(
                        "<maildrop><auth><apop>yes</apop></auth></maildrop>",
                        "the element <maildrop/auth/apop> has the value \"yes\", expected is on or off"),
                arguments(
                        "<maildrop><limits><login-delay>60</login-delay></limits></maildrop>",
                        "the element <maildrop/limits/login-delay> has the value \"60\", " + DURATION + ", or none"),
                arguments(
                        "<maildrop><limits><login-delay>0s</login-delay></limits></maildrop>",
                        "the element <maildrop/limits/login-delay> has the value \"0s\", " + DURATION + ", or none"),
                arguments(
                        "<maildrop><limits><delay>60s</delay></limits></maildrop>",
                        "there is no element <delay> in <maildrop/limits>, but <login-delay>, <sessions-per-address>,"
                                + " <sessions-per-user>"),
                arguments(
                        "<maildrop><expire>30</expire></maildrop>",
                        "the element <maildrop/expire> has the value \"30\", " + DAYS),
                arguments(
                        "<maildrop><expire>0d</expire></maildrop>",
                        "the element <maildrop/expire> has the value \"0d\", " + DAYS),
                arguments(
                        "<maildrop><expire>10000d</expire></maildrop>",
                        "the element <maildrop/expire> has the value \"10000d\", " + DAYS),
                arguments(
                        "<maildrop><expire>720h</expire></maildrop>",
                        "the element <maildrop/expire> has the value \"720h\", " + DAYS),
                arguments(
                        "<maildrop><expire>NEVER</expire></maildrop>",
                        "the element <maildrop/expire> has the value \"NEVER\", " + DAYS),
                arguments(
                        "<maildrop><auth><cache>11m</cache></auth></maildrop>",
                        "the element <maildrop/auth/cache> has the value \"11m\", " + NUMBER
                                + ", at most 10m, or none"),
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
                        "<maildrop><lock><store>jdbc</store><jdbc><url>jdbc:derby:x;user=m</url><password>x</password>"
                                + "</jdbc></lock></maildrop>",
                        "the element <maildrop/lock/jdbc/password> has no effect, since there is no <user>"),
                arguments(
                        "<maildrop><lock><store>jdbc</store><jdbc><url>jdbc:derby:x</url><user/><password>x</password>"
                                + "</jdbc></lock></maildrop>",
                        "the element <maildrop/lock/jdbc/password> has no effect, since there is no <user>"),
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
                                + " expected is a number of threads, from 1 to 32767"),
                arguments(
                        "<maildrop><workers>many</workers></maildrop>",
                        "the element <maildrop/workers> has the value \"many\","
                                + " expected is a number of threads, from 1 to 32767"),
                arguments(
                        "<maildrop><workers>32768</workers></maildrop>",
                        "the element <maildrop/workers> has the value \"32768\","
                                + " expected is a number of threads, from 1 to 32767"),
                arguments(
                        "<maildrop><workers>99999999999</workers></maildrop>",
                        "the element <maildrop/workers> has the value \"99999999999\","
                                + " expected is a number of threads, from 1 to 32767"),
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
        assertThatThrownBy(() -> MaildropSettingsTest.read(text))
                .isInstanceOf(SettingsException.class)
                .message()
                .startsWith("conf/maildrop.xml: it is not well-formed XML: ")
                .doesNotEndWith(": ")
                .hasLineCount(1);
    }

    /** What the parser says of it would name what follows. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<lock><jdbc><password>ab&cdef</password></jdbc></lock> | line 2, column 30",
                "<lock><jdbc><password>ab<cdef</password></jdbc></lock> | line 2, column 30",
                "<lock><redis><uri>redis://u:x&cdef@h</uri></redis></lock> | line 2, column 35"
            })
    void aPasswordWithASignOfXmlIsNotTold(String lock, String place) {
        assertThatExceptionOfType(SettingsException.class)
                .isThrownBy(() -> MaildropSettingsTest.read("<maildrop>\n" + lock + "</maildrop>"))
                .withMessage("conf/maildrop.xml: it is not well-formed XML: " + place
                        + "; in a text, & is written &amp; and < is written &lt;")
                .satisfies(e -> assertThat(Throwables.getStackTraceAsString(e)).doesNotContain("cdef"));
    }
}
