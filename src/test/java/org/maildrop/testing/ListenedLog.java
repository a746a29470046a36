/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What one logger says, of any level, from now until it is closed. */
public final class ListenedLog implements AutoCloseable {
    private final Logger logger;
    private final Level before;
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent event) {
            // Its context is that of the thread that asks first.
            event.prepareForDeferredProcessing();
            super.append(event);
        }
    };

    public ListenedLog(String name) {
        logger = (Logger) LoggerFactory.getLogger(name);
        before = logger.getLevel();
        logger.setLevel(Level.TRACE);
        logger.setAdditive(false);
        heard.start();
        logger.addAppender(heard);
    }

    public List<ILoggingEvent> events() {
        return heard.list;
    }

    /** The one event that there is. */
    public ILoggingEvent event() {
        if (heard.list.size() != 1) {
            throw new AssertionError(heard.list);
        }
        return heard.list.get(0);
    }

    public List<LoggedLine> lines() {
        return heard.list.stream()
                .map(event -> LoggedLine.of(event.getFormattedMessage()))
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(heard);
        logger.setAdditive(true);
        logger.setLevel(before);
    }
}
