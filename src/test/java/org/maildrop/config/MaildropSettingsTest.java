/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.maildrop.auth.AuthSettings;
import org.maildrop.auth.CertificateName;
import org.maildrop.auth.CleartextPolicy;
import org.maildrop.auth.MechanismName;
import org.maildrop.auth.ThrottleSettings;
import org.maildrop.handler.WorkerSettings;
import org.maildrop.jdbc.JdbcSettings;
import org.maildrop.lock.ConflictPolicy;
import org.maildrop.lock.LockSettings;
import org.maildrop.lock.redis.RedisSettings;
import org.maildrop.session.ExpiryPolicy;
import org.maildrop.session.LimitSettings;
import org.maildrop.session.SessionSettings;
import org.maildrop.snapshot.FolderName;
import org.maildrop.snapshot.HideSettings;
import org.maildrop.snapshot.SizesSetting;
import org.maildrop.snapshot.SnapshotSettings;
import org.maildrop.snapshot.StoreSettings;
import org.maildrop.snapshot.UniqueIdFormat;
import org.maildrop.snapshot.UniqueIdTemplate;

/** conf/maildrop.xml: what it may say. */
class MaildropSettingsTest {
    private static final MaildropSettings DEFAULTS = new MaildropSettings(
            SessionSettings.DEFAULT,
            new SnapshotSettings(SizesSetting.STORED, UniqueIdFormat.STOCK, SnapshotSettings.REMEMBERED),
            StoreSettings.DEFAULT,
            LockSettings.defaults(),
            new LeaseStoreChoice.Jvm(),
            AuthSettings.DEFAULT,
            SecretsSettings.DEFAULT,
            WorkerSettings.DEFAULT);

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
        MaildropSettings settings = read(
                "<maildrop><autologout>30m</autologout><login-timeout>45s</login-timeout>"
                        + "<sizes> exact </sizes><unique-ids>%v-%u</unique-ids>"
                        + "<folder>INBOX.POP</folder><delete><move-to>Trash</move-to></delete>"
                        + "<remembered-messages>none</remembered-messages><lock><store>jdbc</store><term>2m</term><on-conflict>wait</on-conflict>"
                        + "<wait>5s</wait><takeover-after>never</takeover-after>"
                        + "<jdbc><url>jdbc:postgresql://h/james</url><user>maildrop</user><password>secret</password>"
                        + "<connections>9</connections></jdbc></lock><auth><cleartext>never</cleartext>"
                        + "<mechanisms>login  PLAIN</mechanisms><apop>on</apop><failed-logins><delay>2s</delay>"
                        + "<longest-delay>30s</longest-delay></failed-logins><cache>30s</cache></auth><limits>"
                        + "<sessions-per-user>none</sessions-per-user><sessions-per-address>50</sessions-per-address>"
                        + "<login-delay>2m</login-delay></limits><expire>30d</expire><mark-seen>on</mark-seen>"
                        + "<hide><larger-than>20M</larger-than><older-than>365d</older-than></hide><workers>7</workers></maildrop>");

        assertThat(settings)
                .isEqualTo(new MaildropSettings(
                        new SessionSettings(
                                Duration.ofMinutes(30),
                                Duration.ofSeconds(45),
                                new LimitSettings(
                                        OptionalInt.empty(), OptionalInt.of(50), Optional.of(Duration.ofMinutes(2))),
                                new ExpiryPolicy.AfterDays(30),
                                true),
                        new SnapshotSettings(
                                SizesSetting.EXACT,
                                UniqueIdTemplate.of("%v-%u"),
                                0,
                                new HideSettings(OptionalLong.of(20 << 20), OptionalInt.of(365))),
                        new StoreSettings(new FolderName("INBOX.POP"), Optional.of(new FolderName("Trash"))),
                        new LockSettings(
                                Duration.ofMinutes(2),
                                Duration.ofSeconds(20),
                                new ConflictPolicy(Duration.ofSeconds(5), Optional.empty())),
                        new LeaseStoreChoice.Jdbc(
                                new JdbcSettings("jdbc:postgresql://h/james", "maildrop", "secret", 9)),
                        new AuthSettings(
                                CleartextPolicy.NEVER,
                                Set.of(MechanismName.PLAIN, MechanismName.LOGIN),
                                true,
                                new ThrottleSettings(Duration.ofSeconds(2), Duration.ofSeconds(30)),
                                Optional.of(Duration.ofSeconds(30)),
                                Optional.empty(),
                                CertificateName.EMAIL),
                        SecretsSettings.DEFAULT,
                        new WorkerSettings(7)));
    }

    @ParameterizedTest
    @CsvSource({"%08Xu%08Xv", "%v.%u", "UID%u-%v", "%v-%u", "%m"})
    void uniqueIdsAreByATemplate(String template) {
        assertThat(read("<maildrop><unique-ids>" + template + "</unique-ids></maildrop>")
                        .snapshot()
                        .uniqueIds())
                .isEqualTo(UniqueIdTemplate.of(template));
        assertThat(read("<maildrop><unique-ids>stock</unique-ids></maildrop>")).isEqualTo(DEFAULTS);
    }

    @Test
    void whatIsRemovedIsExpungedOrMoved() {
        assertThat(read("<maildrop><folder>inbox</folder><delete>expunge</delete></maildrop>"))
                .isEqualTo(DEFAULTS);
        assertThat(read("<maildrop><delete/></maildrop>"
                                .replace("<delete/>", "<delete><move-to>A.b c</move-to></delete>"))
                        .store())
                .isEqualTo(new StoreSettings(FolderName.INBOX, Optional.of(new FolderName("A.b c"))));
    }

    @ParameterizedTest
    @CsvSource({"1K, 1024", "20M, 20971520", "3 G, 3221225472", "999999G, 1073740750258176"})
    void sizesAreInUnitsOf1024(String text, long octets) {
        assertThat(read("<maildrop><hide><larger-than>" + text + "</larger-than></hide></maildrop>")
                        .snapshot()
                        .hidden())
                .isEqualTo(new HideSettings(OptionalLong.of(octets), OptionalInt.empty()));
        assertThat(read("<maildrop><hide/></maildrop>")).isEqualTo(DEFAULTS);
    }

    @Test
    void aRedisIsReadWithItsAuthorities() {
        assertThat(read("<maildrop><lock><store>redis</store><redis><uri>rediss://:secret@host</uri>"
                                + "<authorities>file://conf/redis-ca.pem</authorities></redis></lock></maildrop>")
                        .leaseStore())
                .isEqualTo(new LeaseStoreChoice.Redis(
                        RedisSettings.of("rediss://:secret@host").trusting("file://conf/redis-ca.pem")));
    }

    @ParameterizedTest
    @CsvSource({"<delay>0s</delay>, 0, 0", "<delay>20s</delay>, 20, 20", "<longest-delay>1m</longest-delay>, 1, 60"})
    void theLongestDelayIsNotShorterThanTheFirst(String failedLogins, long delay, long longest) {
        assertThat(read("<maildrop><auth><failed-logins>" + failedLogins + "</failed-logins></auth></maildrop>")
                        .auth()
                        .throttle())
                .isEqualTo(new ThrottleSettings(Duration.ofSeconds(delay), Duration.ofSeconds(longest)));
    }

    static Stream<Arguments> expiries() {
        return Stream.of(
                arguments("never", new ExpiryPolicy.Never()),
                arguments("0", new ExpiryPolicy.OnceRetrieved()),
                arguments("1d", new ExpiryPolicy.AfterDays(1)),
                arguments("9999 d", new ExpiryPolicy.AfterDays(9999)));
    }

    @ParameterizedTest
    @MethodSource("expiries")
    void mailExpiresNeverAtOnceOrAfterDays(String text, ExpiryPolicy policy) {
        assertThat(read("<maildrop><expire>" + text + "</expire></maildrop>")
                        .session()
                        .expiry())
                .isEqualTo(policy);
    }

    @Test
    void theDelayOfLoginsIsADurationOrNone() {
        assertThat(read("<maildrop><limits><login-delay>none</login-delay></limits></maildrop>"))
                .isEqualTo(DEFAULTS);
        assertThat(read("<maildrop><limits><login-delay>90s</login-delay></limits></maildrop>")
                        .session()
                        .limits()
                        .loginDelay())
                .contains(Duration.ofSeconds(90));
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

    static MaildropSettings read(String xml) {
        return MaildropSettings.read(Optional.of(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))));
    }
}
