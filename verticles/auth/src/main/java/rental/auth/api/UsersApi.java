package rental.auth.api;

import io.vertx.core.Future;
import rental.auth.account.Account;
import rental.auth.api.AuthForms.UserChanges;
import rental.auth.api.AuthForms.UserView;
import rental.auth.usecase.Administration;
import rental.auth.usecase.Administration.Change;
import rental.contract.api.ApiRequest;
import rental.contract.api.ApiResponse;
import rental.runtime.http.Answers;
import rental.runtime.http.Cursor;
import rental.runtime.http.ETags;
import rental.runtime.http.Json;
import rental.runtime.http.Page;
import rental.runtime.http.PageRequest;

/** The operations on all users, in their HTTP form. The edge lets administrators through, and nobody else. */
public final class UsersApi {
    private final Administration administration;

    public UsersApi(Administration administration) {
        this.administration = administration;
    }

    Future<ApiResponse> list(ApiRequest request) {
        return PageRequest.within(
                request,
                page -> request.query("email")
                        .map(email -> administration.withEmail(email).map(Page::whole))
                        .orElseGet(() -> administration
                                .list(page.after().map(cursor -> cursor.uuid(0)), page.fetch())
                                .map(found -> page.page(found, account -> Cursor.at(account.id()))))
                        .map(accounts -> Answers.ok(accounts.map(UserView::whole))));
    }

    Future<ApiResponse> get(ApiRequest request) {
        return administration.get(request.id("id")).map(outcome -> AuthApi.answer(outcome, UsersApi::whole));
    }

    Future<ApiResponse> update(ApiRequest request) {
        var form = Json.read(request.body(), UserChanges.class);
        return administration
                .change(
                        request.signedIn(),
                        request.id("id"),
                        new Change(form.roles(), form.locked()),
                        version -> ETags.permits(request, version))
                .map(outcome -> AuthApi.answer(outcome, UsersApi::whole));
    }

    private static ApiResponse whole(Account account) {
        return Answers.ok(UserView.whole(account), account.version());
    }
}
