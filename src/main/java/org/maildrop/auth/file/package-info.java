/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Shared secrets in a file, and the key set that encrypts them wherever they are: both are private files, changed as a
 * whole, under a lock that all processes see.
 */
@NullMarked
package org.maildrop.auth.file;

import org.jspecify.annotations.NullMarked;
