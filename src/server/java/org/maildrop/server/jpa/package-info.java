/**
 * The JPA flavour of James, composed of its published parts: everything that has to outlive a restart is in a database
 * or under {@code var}. It is a server to run and to test against; the extension's jar holds none of it.
 */
@NullMarked
package org.maildrop.server.jpa;

import org.jspecify.annotations.NullMarked;
