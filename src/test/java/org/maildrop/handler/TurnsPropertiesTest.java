/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;
import org.maildrop.session.SessionSettings;

/** In whatever order things happen to a conversation, nobody runs beside its runner, and nothing is left without one. */
class TurnsPropertiesTest {
    private enum Event {
        LINE,
        LONG_LINE,
        READ_COMPLETE,
        END,
        CLOCK,
        A_LITTLE_ROOM,
        ROOM,
        TIME,
        TLS_STARTED,
        /** From here on, what its runner alone does. */
        NEXT_LINE,
        REST,
        WAIT_FOR_ROOM,
        ROOM_AFTER_ALL,
        WAIT_FOR_TIME,
        START_TLS,
        LEAVE;

        boolean isRunners() {
            return compareTo(NEXT_LINE) >= 0;
        }
    }

    private static final Set<Event> SELDOM = EnumSet.of(Event.START_TLS, Event.END, Event.CLOCK, Event.LEAVE);

    @Property
    void itAnswersAsAConversationDoesToWhichOneThingHappensAfterTheOther(@ForAll("events") List<Event> events) {
        Model model = new Model();
        events.forEach(model::mayHappen);
    }

    @Example
    void readingStopsAboveSixteenKilobytesOfLinesAndGoesOnBelowFour() {
        Model model = new Model();
        Collections.nCopies(6, Event.LONG_LINE).forEach(model::mayHappen);
        assertThat(model.isReading()).isFalse();
        Collections.nCopies(4, Event.NEXT_LINE).forEach(model::mayHappen);
        assertThat(model.isReading()).isFalse();
        model.mayHappen(Event.NEXT_LINE);
        assertThat(model.isReading()).isTrue();
    }

    @Provide
    Arbitrary<List<Event>> events() {
        return Arbitraries.frequencyOf(
                        Tuple.of(30, Arbitraries.of(Event.class).filter(event -> !SELDOM.contains(event))),
                        Tuple.of(15, Arbitraries.just(Event.LONG_LINE)),
                        Tuple.of(15, Arbitraries.just(Event.NEXT_LINE)),
                        Tuple.of(1, Arbitraries.of(SELDOM)))
                .list()
                .ofMaxSize(200);
    }

    private static final class Model {
        private static final byte[] SHORT = {'N', 'O', 'O', 'P'};
        private static final byte[] LONG = new byte[3_000];

        private final EmbeddedChannel channel = new EmbeddedChannel();
        private long now;
        private final Turns turns =
                new Turns(new Wire(channel, new Inflow(channel)), new Activity(SessionSettings.DEFAULT, () -> now));
        private final Queue<byte[]> lines = new ArrayDeque<>();
        /** Somebody has the turn: as it is from the start. */
        private boolean turn = true;

        private Wait waiting = Wait.NOT;
        private boolean startingTls;
        private @Nullable Ending ending;

        /** It happens, unless there is no runner to do it. */
        void mayHappen(Event event) {
            if (turn || !event.isRunners()) {
                happens(event);
            }
            holds();
        }

        boolean isReading() {
            return channel.config().isAutoRead();
        }

        private void happens(Event event) {
            switch (event) {
                case LINE -> receive(SHORT);
                case LONG_LINE -> receive(LONG);
                case READ_COMPLETE -> given(turns.take(), isFree());
                case END -> given(turns.end(Ending.KICKED), ends(Ending.KICKED));
                case CLOCK -> idle();
                case A_LITTLE_ROOM -> given(turns.goOn(Wait.ROOM, () -> false), false);
                case ROOM -> given(turns.goOn(Wait.ROOM, () -> true), waiting == Wait.ROOM);
                case TIME -> given(turns.goOn(Wait.TIME, () -> true), waiting == Wait.TIME);
                case TLS_STARTED -> {
                    assertThat(turns.tlsStarted()).isEqualTo(startingTls);
                    startingTls = false;
                }
                case NEXT_LINE -> assertThat(turns.nextLine()).isEqualTo(lines.poll());
                case REST -> taken(turns.rest(), lines.isEmpty() && ending == null, Wait.NOT);
                case WAIT_FOR_ROOM -> taken(turns.await(Wait.ROOM, () -> true), ending == null, Wait.ROOM);
                case ROOM_AFTER_ALL -> taken(turns.await(Wait.ROOM, () -> false), false, Wait.ROOM);
                case WAIT_FOR_TIME -> taken(turns.await(Wait.TIME, () -> true), ending == null, Wait.TIME);
                case START_TLS -> {
                    turns.startTls();
                    startingTls = true;
                    lines.clear();
                }
                case LEAVE -> {
                    turns.over(Ending.QUIT);
                    ending = Ending.QUIT;
                    lines.clear();
                }
            }
        }

        private boolean isFree() {
            return !turn && waiting == Wait.NOT && ending == null;
        }

        private void receive(byte[] line) {
            boolean free = isFree() && !startingTls;
            if (ending == null && !startingTls) {
                lines.add(line);
            }
            given(turns.receive(line), free);
        }

        /** Whether the end, if it is the first, finds nobody at work. */
        private boolean ends(Ending reason) {
            boolean first = ending == null;
            ending = first ? reason : ending;
            return first && !turn;
        }

        private void idle() {
            now += Duration.ofHours(1).toNanos();
            boolean over = !turn && waiting != Wait.TIME;
            given(turns.endIfIdle(now), over && ends(Ending.LOGIN_TIMEOUT));
        }

        private void given(boolean given, boolean expected) {
            assertThat(given).isEqualTo(expected);
            if (given) {
                assertThat(turn).isFalse();
                turn = true;
                waiting = Wait.NOT;
            }
        }

        private void taken(boolean taken, boolean expected, Wait until) {
            assertThat(taken).isEqualTo(expected);
            if (taken) {
                turn = false;
                waiting = until;
            }
        }

        /** Whatever has happened. */
        private void holds() {
            int octets = lines.stream().mapToInt(line -> line.length + 2).sum();
            assertThat(turns.ending()).isEqualTo(ending);
            if (!turn) {
                assertThat(ending).isNull();
            }
            if (!turn && waiting == Wait.NOT) {
                assertThat(lines).isEmpty();
            }
            if (ending == null && octets > 16 * 1024) {
                assertThat(isReading()).isFalse();
            }
            if (ending == null && octets < 4 * 1024) {
                assertThat(isReading()).isTrue();
            }
        }
    }
}
