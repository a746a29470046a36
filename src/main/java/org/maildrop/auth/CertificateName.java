/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** Where in a client's certificate its user's name stands. */
public enum CertificateName {
    /** In its addresses of mail: the subjectAltName's, of the kind rfc822Name (RFC 5280, section 4.2.1.6). */
    EMAIL {
        @Override
        List<String> in(X509Certificate certificate) {
            try {
                return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
                        .flatMap(Collection::stream)
                        .filter(name -> RFC822_NAME.equals(name.get(0)))
                        .map(name -> name.get(1).toString())
                        .toList();
            } catch (CertificateParsingException e) {
                return List.of();
            }
        }
    },
    /** In its subject's common name. */
    CN {
        @Override
        List<String> in(X509Certificate certificate) {
            try {
                return new LdapName(certificate.getSubjectX500Principal().getName())
                        .getRdns().stream()
                                .filter(part -> part.getType().equalsIgnoreCase("CN"))
                                .map(part -> part.getValue())
                                .filter(String.class::isInstance)
                                .map(String.class::cast)
                                .toList();
            } catch (InvalidNameException e) {
                return List.of();
            }
        }
    };

    private static final Integer RFC822_NAME = 1;

    abstract List<String> in(X509Certificate certificate);

    /** The names that whoever owns the first of these certificates has; a name is no name that somebody may read otherwise. */
    List<String> of(List<Certificate> chain) {
        return chain.stream()
                .limit(1)
                .filter(X509Certificate.class::isInstance)
                .flatMap(own -> in((X509Certificate) own).stream())
                .filter(name -> !name.isBlank() && name.chars().noneMatch(Character::isISOControl))
                .distinct()
                .toList();
    }
}
