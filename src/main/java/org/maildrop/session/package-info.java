/** A session's states, AUTHORIZATION, TRANSACTION and UPDATE, and the doors between them. */
@NullMarked
package org.maildrop.session;

import org.jspecify.annotations.NullMarked;
