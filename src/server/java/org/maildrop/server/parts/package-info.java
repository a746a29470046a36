/** What our own compositions of James have in common: everything but the storage. */
@NullMarked
package org.maildrop.server.parts;

import org.jspecify.annotations.NullMarked;
