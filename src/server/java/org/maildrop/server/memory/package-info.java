/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * James's own memory application, for many tests at once: as it is published, but for users that can be added while
 * others log in. The extension's jar holds none of it.
 */
@NullMarked
package org.maildrop.server.memory;

import org.jspecify.annotations.NullMarked;
