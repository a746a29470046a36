/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.admin;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.Map;
import org.apache.james.webadmin.mdc.LoggingRequestFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import org.slf4j.helpers.NOPLoggerFactory;

class BodylessLogTest {
    private static final String BODY = LoggingRequestFilter.REQUEST_BODY;

    private final LoggerContext logs = new LoggerContext();

    @AfterEach
    void clear() {
        MDC.clear();
    }

    private Map<String, String> logged(String logger, String path) {
        Logger here = logs.getLogger(logger);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        here.addAppender(lines);
        MDC.put("action", path);
        MDC.put(BODY, "hush-hush");
        here.info("WebAdmin request received");
        return lines.list.get(0).getMDCPropertyMap();
    }

    private Map<String, String> logged(String path) {
        return logged(LoggingRequestFilter.class.getName(), path);
    }

    @Test
    void theLineOfARequestOfOursIsThereWithoutItsBody() {
        assertThat(BodylessLog.install(logs)).isTrue();

        assertThat(logged("/pop3/secrets/bob"))
                .containsEntry("action", "/pop3/secrets/bob")
                .doesNotContainKey(BODY);
        assertThat(logged("/pop3secrets/bob")).doesNotContainKey(BODY);
    }

    /** Spark finds a route however many slashes there are. */
    @ParameterizedTest
    @ValueSource(strings = {"//pop3/secrets/bob", "///pop3//secrets/bob", "/pop3//secrets//bob"})
    void aRouteThatIsFoundByMoreSlashesIsOursToo(String path) {
        assertThat(BodylessLog.install(logs)).isTrue();

        assertThat(logged(path)).containsEntry("action", path).doesNotContainKey(BODY);
    }

    @Test
    void thoseOfOthersStayAsTheyAre() {
        assertThat(BodylessLog.install(logs)).isTrue();

        assertThat(logged("/domains/example.org")).containsKey(BODY);
        assertThat(logged("org.example.Other", "/pop3/secrets/bob")).containsKey(BODY);
    }

    @Test
    void itStaysWhenTheSettingsOfTheLogAreReadAgain() {
        assertThat(BodylessLog.install(logs)).isTrue();

        logs.reset();
        logs.reset();

        assertThat(logged("/pop3/secrets/bob")).doesNotContainKey(BODY);
    }

    @Test
    void itIsForLogbackOnly() {
        assertThat(BodylessLog.install(new NOPLoggerFactory())).isFalse();
    }
}
