/** The ports over James's mailboxes and users. */
@NullMarked
package org.maildrop.james;

import org.jspecify.annotations.NullMarked;
