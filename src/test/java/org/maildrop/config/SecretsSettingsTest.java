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

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.maildrop.auth.file.Place;
import org.maildrop.jdbc.JdbcSettings;

/** The element secrets of conf/maildrop.xml. */
class SecretsSettingsTest {
    private static SecretsSettings read(String inside) {
        return MaildropSettingsTest.read("<maildrop><auth><secrets>" + inside + "</secrets></auth></maildrop>")
                .secrets();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<store>file</store>",
                "<file>file://conf/maildrop-secrets.txt</file><keys>file://conf/maildrop-secrets.key</keys>"
            })
    void whatIsNotSaidHasItsDefault(String inside) {
        assertThat(read(inside)).isEqualTo(SecretsSettings.DEFAULT);
    }

    @Test
    void theFilesCanBeElsewhere() {
        assertThat(read("<file>file:///srv/secrets</file><keys>file://var/secrets.key</keys>"))
                .isEqualTo(new SecretsSettings(
                        new SecretStoreChoice.File(new Place("file:///srv/secrets")),
                        new Place("file://var/secrets.key")));
    }

    @Test
    void aDatabaseIsReadAsThatOfTheLockIs() {
        assertThat(read("<store>jdbc</store><jdbc><url>jdbc:postgresql://h/james</url><user>maildrop</user>"
                        + "<password> two  blanks </password><connections>2</connections></jdbc>"))
                .isEqualTo(new SecretsSettings(
                        new SecretStoreChoice.Jdbc(
                                new JdbcSettings("jdbc:postgresql://h/james", "maildrop", "two  blanks", 2)),
                        Place.KEYS));
    }

    @Test
    void thereCanBeNone() {
        assertThat(read("<store>none</store>").store()).isEqualTo(new SecretStoreChoice.None());
    }

    @Test
    void itsTextHasNoPassword() {
        assertThat(read("<store>jdbc</store><jdbc><url>jdbc:postgresql://h/x?password=topsecret</url><user>u</user>"
                        + "<password>topsecret</password></jdbc>"))
                .asString()
                .contains("jdbc:postgresql://h/x")
                .doesNotContain("topsecret");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whatIsWrongIsSaidInOneLine(String inside, String line) {
        assertThatThrownBy(() -> read(inside))
                .isInstanceOf(SettingsException.class)
                .hasMessage("conf/maildrop.xml: " + line);
    }

    static Stream<Arguments> whatIsWrongIsSaidInOneLine() {
        String path = "the element <maildrop/auth/secrets";
        String place = ", expected is a file as James writes it, file://conf/… or file:///…";
        return Stream.of(
                arguments(
                        "<store>redis</store>",
                        path + "/store> has the value \"redis\", expected is none, file or jdbc"),
                arguments("<store>jdbc</store>", path + "/jdbc> lacks <url>"),
                arguments("<jdbc><url>jdbc:derby:x</url></jdbc>", path + "/jdbc> has no effect, since <store> is file"),
                arguments(
                        "<store>jdbc</store><file>file://conf/x</file><jdbc><url>jdbc:derby:x</url></jdbc>",
                        path + "/file> has no effect, since <store> is jdbc"),
                arguments(
                        "<store>none</store><keys>file://conf/x</keys>",
                        path + "/keys> has no effect, since <store> is none"),
                arguments("<file>conf/x</file>", path + "/file> has the value \"conf/x\"" + place),
                arguments("<file>file://conf/</file>", path + "/file> has the value \"file://conf/\"" + place),
                arguments("<keys>classpath:x</keys>", path + "/keys> has the value \"classpath:x\"" + place),
                arguments("<keys/>", path + "/keys> has the value \"\"" + place),
                arguments(
                        "<secret>x</secret>",
                        "there is no element <secret> in <maildrop/auth/secrets>, but <file>, <jdbc>, <keys>, <store>"));
    }
}
