/** The composition root. */
@NullMarked
package org.maildrop.guice;

import org.jspecify.annotations.NullMarked;
