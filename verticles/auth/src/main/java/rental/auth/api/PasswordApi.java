package rental.auth.api;

import io.vertx.core.Future;
import rental.auth.api.AuthForms.Forgotten;
import rental.auth.api.AuthForms.MailedToken;
import rental.auth.api.AuthForms.PasswordChange;
import rental.auth.api.AuthForms.PasswordReset;
import rental.auth.usecase.PasswordCare;
import rental.contract.api.ApiRequest;
import rental.contract.api.ApiResponse;
import rental.runtime.http.Answers;
import rental.runtime.http.Json;

/** The operations on passwords and on the proof of an email address, in their HTTP form. */
public final class PasswordApi {
    private final PasswordCare care;

    public PasswordApi(PasswordCare care) {
        this.care = care;
    }

    Future<ApiResponse> change(ApiRequest request) {
        var form = Json.read(request.body(), PasswordChange.class);
        return care.change(request.signedIn(), request.clientAddress(), form.currentPassword(), form.newPassword())
                .map(outcome -> AuthApi.answer(outcome, done -> Answers.noContent()));
    }

    Future<ApiResponse> forgot(ApiRequest request) {
        var form = Json.read(request.body(), Forgotten.class);
        return care.forgot(form.email()).map(done -> ApiResponse.empty(202));
    }

    Future<ApiResponse> reset(ApiRequest request) {
        var form = Json.read(request.body(), PasswordReset.class);
        return care.reset(form.token(), form.newPassword())
                .map(outcome -> AuthApi.answer(outcome, done -> Answers.noContent()));
    }

    Future<ApiResponse> verifyEmail(ApiRequest request) {
        var form = Json.read(request.body(), MailedToken.class);
        return care.verifyEmail(form.token()).map(outcome -> AuthApi.answer(outcome, done -> Answers.noContent()));
    }
}
