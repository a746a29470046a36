/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.util.List;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.StartTlsResponse;

/** The few responses that James itself writes for us. */
class LineResponse implements Response {
    /** Writes nothing: the conversation answers. James's JMX monitors cannot do with null. */
    static final Response NOTHING = new LineResponse(List.of());

    private final List<CharSequence> lines;

    private LineResponse(List<CharSequence> lines) {
        this.lines = lines;
    }

    @Override
    public String getRetCode() {
        return "";
    }

    @Override
    public List<CharSequence> getLines() {
        return lines;
    }

    @Override
    public boolean isEndSession() {
        return false;
    }

    /** A line behind which TLS begins. */
    static final class StartTls extends LineResponse implements StartTlsResponse {
        StartTls(String line) {
            super(List.of(line));
        }
    }
}
