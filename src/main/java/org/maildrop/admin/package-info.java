/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/** What operators see and do, by James's webadmin: the sessions, the numbers, whether it is well, who did what. */
@NullMarked
package org.maildrop.admin;

import org.jspecify.annotations.NullMarked;
