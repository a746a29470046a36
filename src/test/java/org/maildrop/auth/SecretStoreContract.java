/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of shared secrets promises; the place that it keeps them in is empty before each test. */
public interface SecretStoreContract {
    SharedSecret SECRET = new SharedSecret("tanstaaf-of-the-contract");
    SharedSecret OTHER = new SharedSecret("another than that");
    String BOB = "bob@example.org";
    String CAROL = "carol@example.org";

    /** The store under test. */
    SecretStore store();

    /** Another one on the same place, as another process would have it, with the same keys. */
    SecretStore another();

    /** Another one on the same place, whose key set is not that of the others. */
    SecretStore withOtherKeys();

    /** All that the place has, as whoever steals it sees it. */
    String stolen();

    /** Gives the one's encrypted secret to the other, behind the store's back. */
    void copy(String from, String to);

    @Test
    default void whoHasNoSecretHasNone() {
        assertThat(store().of(BOB)).isEmpty();
        assertThat(store().remove(BOB)).isFalse();
        assertThat(store().users()).isEmpty();
    }

    @Test
    default void aSecretIsSetReplacedAndRemovedForAllStoresAtOnce() {
        store().put(BOB, SECRET);
        assertThat(store().of(BOB)).contains(SECRET);
        assertThat(another().of(BOB)).contains(SECRET);
        another().put(BOB, OTHER);
        assertThat(store().of(BOB)).contains(OTHER);
        assertThat(store().of(CAROL)).isEmpty();
        assertThat(another().remove(BOB)).isTrue();
        assertThat(store().of(BOB)).isEmpty();
        assertThat(store().remove(BOB)).isFalse();
    }

    @Test
    default void eachReadSeesTheLastWriteHoweverFastTheyFollow() {
        SecretStore writer = another();
        for (int i = 0; i < 100; i++) {
            // Of one length, so that no size tells them apart.
            SharedSecret secret = new SharedSecret("secret " + (1_000 + i));
            writer.put(BOB, secret);
            assertThat(store().of(BOB)).contains(secret);
        }
    }

    @Test
    default void namesAndSecretsOfAnyKindComeBackTheSame() {
        List<String> names = List.of(
                "bob",
                "o'neil \\ \"x\" %41 + 100%",
                "  blanks  at ends ",
                "tab-less\u00a0\u2028\u3000",
                "straße@bücher.example",
                "日本🙂@example.org",
                "end 1",
                "#bob",
                "x".repeat(SecretStore.LONGEST_NAME),
                "🙂".repeat(SecretStore.LONGEST_NAME / 2));
        List<String> secrets = List.of(
                "x", " ", "#", "user bob AAAA", "日本🙂", "a\u00a0b", "x".repeat(SharedSecret.LONGEST), "%20+\\'\"");
        for (int i = 0; i < names.size(); i++) {
            store().put(names.get(i), new SharedSecret(secrets.get(i % secrets.size())));
        }
        SecretStore reader = another();
        for (int i = 0; i < names.size(); i++) {
            assertThat(reader.of(names.get(i)))
                    .as(names.get(i))
                    .contains(new SharedSecret(secrets.get(i % secrets.size())));
        }
        assertThat(reader.users())
                .containsExactlyElementsOf(names.stream().sorted().toList());
    }

    @Test
    default void whateverIsANameAndASecretComesBackTheSame() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            String name = text(random, 60);
            String secret = text(random, 60);
            store().put(name, new SharedSecret(secret));
            assertThat(another().of(name).map(SharedSecret::reveal))
                    .as("seed %d, name %s", seed, name)
                    .contains(secret);
        }
    }

    /** Of all scripts, without controls and halves of characters. */
    private static String text(Random random, int longest) {
        return random.ints(0, Character.MAX_CODE_POINT + 1)
                .filter(point -> !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE)
                .limit(1 + random.nextInt(longest))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    default void namesThatDifferInCaseInBlanksOrInAccentsAreDifferentUsers() {
        List<String> names = List.of("bob", "Bob", "bob ", "böb", "bo\u0308b", "bob|");
        for (String name : names) {
            store().put(name, new SharedSecret("of <" + name + ">"));
        }
        for (String name : names) {
            assertThat(store().of(name)).contains(new SharedSecret("of <" + name + ">"));
        }
    }

    @Test
    default void whatIsNoNameHasNoSecretAndGetsNone() {
        for (String name : List.of("", "a\nb", "a\u0000b", "\ud83d", "x".repeat(SecretStore.LONGEST_NAME + 1))) {
            assertThatThrownBy(() -> store().put(name, SECRET)).isInstanceOf(IllegalArgumentException.class);
            assertThat(store().of(name)).isEmpty();
            assertThat(store().remove(name)).isFalse();
        }
        assertThat(store().users()).isEmpty();
    }

    @Test
    default void writesAtTheSameTimeLoseNothing() throws Exception {
        List<SecretStore> stores = List.of(store(), another());
        List<Callable<Boolean>> writes = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            SecretStore store = stores.get(i % 2);
            String user = "user-" + i;
            writes.add(() -> {
                store.put(user, new SharedSecret("of " + user));
                store.put(user + "-gone", SECRET);
                return store.remove(user + "-gone");
            });
        }
        assertThat(together(writes)).hasSize(60).containsOnly(true);
        assertThat(store().users())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 60).mapToObj(i -> "user-" + i).toList());
        for (String user : another().users()) {
            assertThat(another().of(user)).contains(new SharedSecret("of " + user));
        }
    }

    @Test
    default void writesOfOneUsersSecretAtTheSameTimeLeaveOneOfThem() throws Exception {
        List<SharedSecret> secrets = IntStream.range(0, 20)
                .mapToObj(i -> new SharedSecret("try " + i))
                .toList();
        List<Callable<Boolean>> writes = new ArrayList<>();
        for (int i = 0; i < secrets.size(); i++) {
            SecretStore store = i % 2 == 0 ? store() : another();
            SharedSecret secret = secrets.get(i);
            writes.add(() -> {
                store.remove(BOB);
                store.put(BOB, secret);
                return true;
            });
        }
        together(writes);
        store().of(BOB).ifPresent(left -> assertThat(secrets).contains(left));
        store().put(BOB, SECRET);
        assertThat(another().of(BOB)).contains(SECRET);
    }

    private static List<Boolean> together(List<Callable<Boolean>> writes) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Boolean> results = new ArrayList<>();
            for (var write : threads.invokeAll(writes)) {
                results.add(write.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    default void whoeverStealsThePlaceLearnsNamesAndNoSecrets() {
        store().put(BOB, SECRET);
        String secret = SECRET.reveal();
        String base64 = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        assertThat(stolen()).contains(BOB).doesNotContain(secret).doesNotContain(base64.substring(0, 12));
    }

    @Test
    default void aSecretThatIsMovedToAnotherUserIsNotThatOnes() {
        store().put(BOB, SECRET);
        copy(BOB, CAROL);
        assertThat(store().of(BOB)).contains(SECRET);
        assertThatThrownBy(() -> store().of(CAROL))
                .isInstanceOf(AuthException.class)
                .hasMessageContaining(CAROL)
                .hasMessageContaining("cannot be decrypted");
        assertThat(store().remove(CAROL)).isTrue();
    }

    @Test
    default void anotherKeySetIsATroubleAndNeverNoSecret() {
        store().put(BOB, SECRET);
        SecretStore stranger = withOtherKeys();
        assertThatThrownBy(() -> stranger.of(BOB))
                .isInstanceOf(AuthException.class)
                .hasMessageContaining("key set");
        assertThatThrownBy(() -> stranger.put(CAROL, OTHER))
                .isInstanceOf(AuthException.class)
                .hasMessageContaining("put the key set back, or remove them");
        assertThatThrownBy(stranger::reencrypt).isInstanceOf(AuthException.class);
        assertThat(store().of(BOB)).contains(SECRET);
        assertThat(stranger.users()).containsExactly(BOB);

        assertThat(stranger.remove(BOB)).isTrue();
        stranger.put(CAROL, OTHER);
        assertThat(stranger.of(CAROL)).contains(OTHER);
    }

    @Test
    default void whetherTheKeySetIsTheRightOneIsKnownWithoutAName() {
        SecretStore stranger = withOtherKeys();
        store().prove();
        stranger.prove();

        store().put(BOB, SECRET);
        store().prove();
        another().prove();
        assertThatThrownBy(stranger::prove)
                .isInstanceOf(AuthException.class)
                .hasMessageContaining("put the key set back, or remove them");

        copy(BOB, CAROL);
        store().prove();
        assertThat(store().remove(BOB)).isTrue();
        assertThatThrownBy(() -> store().prove()).isInstanceOf(AuthException.class);
        assertThat(store().remove(CAROL)).isTrue();
        stranger.prove();
    }

    @Test
    default void encryptedAnewAllSecretsAreTheSameAndNoTextIs() {
        List<String> users =
                IntStream.range(0, 5).mapToObj(i -> "user-" + UUID.randomUUID()).toList();
        users.forEach(user -> store().put(user, new SharedSecret("of " + user)));
        String before = stolen();
        assertThat(store().reencrypt()).isEqualTo(5);
        assertThat(stolen()).isNotEqualTo(before);
        for (String user : users) {
            assertThat(another().of(user)).contains(new SharedSecret("of " + user));
        }
    }
}
