/** The wire language: keywords, argument grammar, replies, response codes, capabilities, byte-stuffing. */
@NullMarked
package org.maildrop.protocol;

import org.jspecify.annotations.NullMarked;
