/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.james.core.healthcheck.HealthCheck;
import org.apache.james.core.healthcheck.Result;
import org.apache.james.core.healthcheck.ResultStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.maildrop.lock.AcquireOutcome;
import org.maildrop.lock.ConflictPolicy;
import org.maildrop.lock.LeaseStore;
import org.maildrop.lock.LeaseStoreException;
import org.maildrop.lock.LockSettings;
import org.maildrop.lock.MaildropLocks;
import org.maildrop.lock.OutageListener;
import org.maildrop.lock.jvm.JvmLeaseStore;
import org.maildrop.snapshot.Owner;
import org.maildrop.testing.TestClock;
import org.maildrop.testing.TestScheduler;
import reactor.core.publisher.Mono;

/** Which state of the lock is told as which health, and where the limits are. */
class LockHealthCheckTest {
    private static final LockSettings SETTINGS =
            new LockSettings(Duration.ofSeconds(60), Duration.ofSeconds(10), ConflictPolicy.REJECT);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final TestClock clock = new TestClock();
    private final TestScheduler scheduler = new TestScheduler(clock);
    private final Engine engine = new Engine();
    private final MaildropLocks locks =
            new MaildropLocks(engine.store(), SETTINGS, "node", clock, scheduler, new Unheard());
    private final HealthCheck check = new LockHealthCheck(() -> locks, clock, LockHealthCheck.PATIENCE);

    private static final class Unheard implements OutageListener {
        @Override
        public void began(Throwable cause) {}

        @Override
        public void ended() {}
    }

    /** A store of which a test says what happens before an operation of that name. */
    private final class Engine {
        private Consumer<String> before = operation -> {};

        LeaseStore store() {
            LeaseStore store = new JvmLeaseStore(clock);
            return (LeaseStore) Proxy.newProxyInstance(
                    LeaseStore.class.getClassLoader(),
                    new Class<?>[] {LeaseStore.class},
                    (proxy, method, arguments) -> {
                        before.accept(method.getName());
                        try {
                            return method.invoke(store, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        void away(String... operations) {
            before = operation -> {
                if (operations.length == 0 || Optional.of(operations[0]).equals(Optional.of(operation))) {
                    throw new LeaseStoreException("jdbc:postgresql://db.internal is away");
                }
            };
        }
    }

    private static Result ask(HealthCheck check) {
        return Mono.from(check.check()).block(Duration.ofSeconds(30));
    }

    private void enter() {
        AcquireOutcome outcome = locks.acquire(new Owner("bob@example.org"), "session", "192.0.2.7");
        assertThat(outcome).isInstanceOf(AcquireOutcome.Acquired.class);
    }

    @Test
    void aStoreThatAnswersAndLeasesThatAreRenewedAreHealth() {
        enter();
        scheduler.advance(Duration.ofMinutes(5));

        assertThat(ask(check).getStatus()).isEqualTo(ResultStatus.HEALTHY);
        assertThat(check.componentName().getName()).isEqualTo("Maildrop lock");
    }

    @ParameterizedTest
    @CsvSource({"1000,HEALTHY,", "1001,DEGRADED,the lock store took 1.0 s to answer: logins are slow"})
    void aStoreThatTakesLongerThanASecondIsSlow(long millis, ResultStatus status, String cause) {
        engine.before = operation -> clock.advance(Duration.ofMillis(millis));

        assertThat(ask(check).getStatus()).isEqualTo(status);
        assertThat(ask(check).getCause()).isEqualTo(Optional.ofNullable(cause));
    }

    @Test
    void aStoreThatCannotBeAskedIsNoHealthAndItsOwnWordsAreForTheLogOnly() {
        engine.away();

        Result result = ask(check);
        assertThat(result.getStatus()).isEqualTo(ResultStatus.UNHEALTHY);
        assertThat(result.getCause().orElseThrow())
                .contains("every login is refused")
                .doesNotContain("db.internal");
        assertThat(result.getError().orElseThrow()).hasMessageContaining("db.internal");

        engine.before = operation -> {};
        assertThat(ask(check).getStatus()).isEqualTo(ResultStatus.HEALTHY);
    }

    @Test
    void renewalsThatFailAreToldWithTheTimeThatIsLeft() {
        enter();
        engine.away("renew");
        scheduler.advance(Duration.ofSeconds(20));

        assertThat(ask(check).getStatus()).isEqualTo(ResultStatus.DEGRADED);
        assertThat(ask(check).getCause())
                .contains("leases are not renewed: 0 of 1 are late, the first is lost in 30.0 s");

        scheduler.advance(Duration.ofSeconds(15));
        assertThat(ask(check).getCause())
                .contains("leases are not renewed: 1 of 1 are late, the first is lost in 15.0 s");

        engine.before = operation -> {};
        scheduler.advance(Duration.ofSeconds(5));
        assertThat(ask(check).getStatus()).isEqualTo(ResultStatus.HEALTHY);
    }

    @Test
    void renewalsThatHangAreLateWithoutAnyFailure() {
        enter();
        clock.advance(Duration.ofSeconds(30));
        assertThat(ask(check).getStatus()).isEqualTo(ResultStatus.HEALTHY);

        clock.advance(Duration.ofMillis(1));
        assertThat(ask(check).getCause())
                .contains("leases are not renewed: 1 of 1 are late, the first is lost in 19.9 s");
    }

    @Test
    void aStoreThatHangsIsWaitedForByOneThreadWhoeverAsks() {
        CountDownLatch back = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        HealthCheck impatient = new LockHealthCheck(() -> locks, clock, SHORT);
        engine.before = operation -> {
            asked.incrementAndGet();
            try {
                back.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };

        assertThat(ask(impatient).getStatus()).isEqualTo(ResultStatus.UNHEALTHY);
        clock.advance(Duration.ofSeconds(90));
        assertThat(ask(impatient).getCause())
                .contains("the lock store has not answered for 90.0 s: logins wait for it and are refused");
        assertThat(asked).hasValue(1);

        engine.before = operation -> {};
        back.countDown();
        await().until(() -> ask(impatient).getStatus() == ResultStatus.HEALTHY);
    }

    @Test
    void whatCannotEvenBeMadeIsNoHealth() {
        HealthCheck broken = new LockHealthCheck(
                () -> {
                    throw new NoClassDefFoundError("a driver's");
                },
                clock,
                LockHealthCheck.PATIENCE);

        assertThat(ask(broken).getStatus()).isEqualTo(ResultStatus.UNHEALTHY);
    }

    @Test
    void nothingIsMadeBeforeItIsAskedFor() {
        HealthCheck made = new LockHealthCheck(
                () -> {
                    throw new AssertionError("made too early");
                },
                clock,
                LockHealthCheck.PATIENCE);

        assertThat(made.check()).isNotNull();
    }
}
