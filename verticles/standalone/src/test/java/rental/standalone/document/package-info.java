/** What is written for people, held to the code that it describes. */
package rental.standalone.document;
