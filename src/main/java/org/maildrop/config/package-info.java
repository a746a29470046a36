/** conf/maildrop.xml, read strictly. */
@NullMarked
package org.maildrop.config;

import org.jspecify.annotations.NullMarked;
