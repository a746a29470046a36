/**
 * James on Cassandra, composed of its published parts: what Distributed James stores its mail in, without its RabbitMQ
 * and OpenSearch. Several such servers serve the same maildrops. It is a server to run and to test against; the
 * extension's jar holds none of it.
 */
@NullMarked
package org.maildrop.server.cassandra;

import org.jspecify.annotations.NullMarked;
