/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A body of HTTP in memory, as long as it is short: what identity providers say has some KB. */
final class BoundedBody implements HttpResponse.BodySubscriber<byte[]> {
    static final int LONGEST = 512 * 1024;

    private final HttpResponse.BodySubscriber<byte[]> body = HttpResponse.BodySubscribers.ofByteArray();
    private Flow.@Nullable Subscription source;
    private long octets;

    @Override
    public CompletionStage<byte[]> getBody() {
        return body.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        source = subscription;
        body.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> items) {
        if (octets > LONGEST) {
            return;
        }
        for (ByteBuffer item : items) {
            octets += item.remaining();
        }
        if (octets <= LONGEST) {
            body.onNext(items);
        } else if (source != null) {
            source.cancel();
            body.onError(new IOException("an answer of more than " + LONGEST + " octets"));
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.onError(failure);
    }

    @Override
    public void onComplete() {
        if (octets <= LONGEST) {
            body.onComplete();
        }
    }
}
