/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.maildrop.auth.AuthException;
import org.maildrop.auth.SecretCipher;
import org.maildrop.jdbc.JdbcSettings;
import org.maildrop.testing.TcpProxy;
import org.maildrop.testing.TestDatabase;

/** The contract on engines that are behind a wire and have accounts. */
interface NetworkSecretStoreContract extends JdbcSecretStoreContract {
    /** For an answer of an engine that gives none. */
    Duration SHORT = Duration.ofSeconds(2);

    /** A second for a connection, two for an answer, and one for a busy machine. */
    Duration LIMIT = SHORT.plusSeconds(2);

    Duration RETURN = Duration.ofSeconds(30);

    String TABLE = "maildrop_secret";

    /** Of one class. */
    TwoServers servers();

    /** Another corner of the same engine. */
    TestDatabase corner();

    int usualPort();

    @Override
    default JdbcSettings settings() {
        return servers().database().settings();
    }

    @Override
    default JdbcSecretStore store() {
        return servers().store();
    }

    @Override
    default JdbcSecretStore another() {
        return servers().another();
    }

    private static void assertUnavailable(Callable<?> question) {
        long start = System.nanoTime();
        assertThatThrownBy(question::call)
                .isInstanceOf(AuthException.class)
                .hasMessageContaining("the store of shared secrets at ");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
    }

    private static boolean answers(JdbcSecretStore store) {
        try {
            store.of(BOB);
            return true;
        } catch (AuthException e) {
            return false;
        }
    }

    @Test
    default void anEngineThatIsCutOffOrHangsIsATroubleInTimeAndNeverNoSecret() {
        SecretCipher cipher = JdbcSecretStoreContract.cipher();
        try (TcpProxy proxy = servers().database().proxy(usualPort());
                JdbcSecretStore store =
                        JdbcSecretStore.open(servers().database().settings(proxy), SHORT, cipher, (url, e) -> {})) {
            store.put(BOB, SECRET);
            proxy.cut();
            assertUnavailable(() -> store.of(BOB));
            assertUnavailable(() -> store.remove(BOB));
            proxy.mend();
            await().atMost(RETURN).until(() -> answers(store));
            proxy.hold();
            assertUnavailable(() -> store.of(BOB));
            proxy.mend();
            await().atMost(RETURN).until(() -> answers(store));
            assertThat(store.of(BOB)).contains(SECRET);
        }
    }

    @Test
    default void anEngineThatIsAwayAtTheStartIsToldOfAndWaitedFor() {
        List<String> told = new ArrayList<>();
        try (TcpProxy proxy = servers().database().proxy(usualPort())) {
            proxy.cut();
            try (JdbcSecretStore store = JdbcSecretStore.open(
                    servers().database().settings(proxy),
                    SHORT,
                    JdbcSecretStoreContract.cipher(),
                    (url, e) -> told.add(url))) {
                assertThat(told).hasSize(1);
                assertUnavailable(() -> store.of(BOB));
                proxy.mend();
                await().atMost(RETURN).until(() -> answers(store));
            }
        }
    }

    @Test
    default void anotherKeySetStopsTheStart() {
        store().put(BOB, SECRET);
        assertThatThrownBy(() -> JdbcSecretStoreContract.open(settings(), JdbcSecretStoreContract.cipher()))
                .isInstanceOf(AuthException.class)
                .hasMessageContaining("put the key set back, or remove them");
    }

    @Test
    default void anAccountThatMayMakeNoTableIsToldTheStatementsAndNeedsNoMoreThanTheTable() throws SQLException {
        SecretCipher cipher = JdbcSecretStoreContract.cipher();
        try (TestDatabase fresh = corner()) {
            JdbcSettings powerless = fresh.powerless();
            assertThatThrownBy(() -> JdbcSecretStoreContract.open(powerless, cipher))
                    .isInstanceOf(AuthException.class)
                    .hasMessageContaining("CREATE TABLE maildrop_secret")
                    .hasMessageNotContaining(powerless.password());
            fresh.inside(Dialect.of(powerless.engine()).table().statements().toArray(String[]::new));
            fresh.allowToUseTheTable();
            try (JdbcSecretStore store = JdbcSecretStoreContract.open(powerless, cipher)) {
                store.put(BOB, SECRET);
                store.put(BOB, OTHER);
                assertThat(store.of(BOB)).contains(OTHER);
                assertThat(store.reencrypt()).isEqualTo(1);
                assertThat(store.remove(BOB)).isTrue();
            }
        }
    }

    @Test
    default void anUnknownAccountStopsTheStart() {
        String nobody = settings().url().replaceAll("user=\\w+", "user=there_is_no_such_user");
        assertThatThrownBy(() -> JdbcSecretStoreContract.open(
                        new JdbcSettings(nobody, "", "", 1), JdbcSecretStoreContract.cipher()))
                .isInstanceOf(AuthException.class)
                .hasMessageContaining("there_is_no_such_user");
    }
}
