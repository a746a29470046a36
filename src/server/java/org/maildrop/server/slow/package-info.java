/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * James's own memory application with a store that can be made slow for some of its users: for tests and benchmarks of
 * what the others notice. The extension's jar holds none of it.
 */
@NullMarked
package org.maildrop.server.slow;

import org.jspecify.annotations.NullMarked;
