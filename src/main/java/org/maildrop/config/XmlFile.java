/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.config;

import java.io.IOException;
import java.io.InputStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * conf/maildrop.xml as it is written. It is read by the JDK's own parser, so that James and the command line, which has no
 * library of James's, understand it alike.
 */
final class XmlFile {
    private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

    private XmlFile() {}

    /** The outermost element, which must have that name. */
    static Element root(InputStream file, String name) {
        org.w3c.dom.Element root = parsed(file);
        if (!root.getNodeName().equals(name)) {
            throw new SettingsException(MaildropSettings.FILE + ": the outermost element is <" + root.getNodeName()
                    + ">, expected is <" + name + ">");
        }
        return new Element(name, root);
    }

    private static org.w3c.dom.Element parsed(InputStream file) {
        try (file) {
            return parser().parse(file).getDocumentElement();
        } catch (SAXParseException e) {
            throw notWellFormed("line " + e.getLineNumber() + ", column " + e.getColumnNumber());
        } catch (SAXException e) {
            throw notWellFormed("nobody knows where");
        } catch (IOException e) {
            throw new SettingsException(MaildropSettings.FILE + ": it cannot be read: " + e.getMessage(), e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without the parser's own text, and without its exception: they quote what stands there, perhaps a password. */
    private static SettingsException notWellFormed(String place) {
        return new SettingsException(MaildropSettings.FILE + ": it is not well-formed XML: " + place
                + "; in a text, & is written &amp; and < is written &lt;");
    }

    /** Nothing that a file names besides itself is opened. */
    private static DocumentBuilder parser() throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature(NO_DOCTYPE, true);
        DocumentBuilder parser = factory.newDocumentBuilder();
        parser.setErrorHandler(new Strict());
        return parser;
    }

    /** Instead of the one that prints to the console. */
    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) {
            // What is only a warning is no mistake.
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
