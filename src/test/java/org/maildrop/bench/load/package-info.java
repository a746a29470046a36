/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/** A POP3 client that makes load, and believes nothing: every octet of every reply is looked at. */
@NullMarked
package org.maildrop.bench.load;

import org.jspecify.annotations.NullMarked;
