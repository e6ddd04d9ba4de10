/** What an operator's board shows of a fault, drawn as a picture. */
package rental.standalone.board;
